internal import Conversion
