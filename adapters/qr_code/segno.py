from io import BytesIO

from application.ports.qr_code import QrCode


class SegnoQrCode(QrCode):
    """Draws with segno: black on white, so that it is read on dark pages too."""

    def svg(self, text: str) -> str:
        import segno  # seldom needed

        drawn = BytesIO()
        segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, light="white", omitsize=True)
        return drawn.getvalue().decode().strip()
