"""Runs neural-style-pt, whose checkout is the current folder, unchanged; its arguments are its own.

Beside the picture that it writes, with colors rounded and limited to 0..255, this writes the iterate
itself, to the same name with .f32 at the end: colors in 0..1 and beyond, height x width x RGB.
"""

import os
import sys

sys.path.insert(0, os.getcwd())
import neural_style  # noqa: E402  (reads the arguments)

MEAN = (103.939, 116.779, 123.68)
deprocess = neural_style.deprocess


def deprocess_and_keep(iterate):
    colors = iterate.detach().cpu().squeeze(0).permute(1, 2, 0).double()
    colors = (colors + colors.new_tensor(MEAN)).flip(2) / 255
    colors.float().contiguous().numpy().tofile(neural_style.params.output_image + ".f32")
    return deprocess(iterate)


neural_style.deprocess = deprocess_and_keep
neural_style.main()
