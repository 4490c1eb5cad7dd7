from xml.etree import ElementTree as ET

from adapters.qr_code.segno import SegnoQrCode
from domain.credentials.totp import otpauth_uri

URI = otpauth_uri(bytes(range(20)), service="Nexus Cortex", account="ada@example.org")


def test_a_code_is_an_svg_element_that_scales_and_loads_nothing() -> None:
    drawn = SegnoQrCode().svg(URI)
    element = ET.fromstring(drawn)  # noqa: S314  # ours
    assert element.tag == "{http://www.w3.org/2000/svg}svg"
    assert "viewBox" in element.attrib
    assert not {"href", "src", "script", "style"} & {
        name for each in element.iter() for name in (*each.attrib, each.tag.rpartition("}")[2])
    }


def test_a_code_differs_with_its_text() -> None:
    assert SegnoQrCode().svg(URI) != SegnoQrCode().svg(f"{URI}&x=1")
