"""How Sphinx builds the site: ``make docs``. Every warning is an error there."""

project = "Nexus Cortex"
html_title = project
extensions = ["myst_parser", "docs.generators.extension"]
exclude_patterns = ["generators", "grafana", "_static"]
nitpicky = True

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_use_index = False
pygments_style = "tango"
pygments_dark_style = "native"
