"""Prints the images a second that a peer does of a folder: python images-peers.py cleanvision|imagededup FOLDER PROCESSES."""

import os
import sys
import time


def main():
    name, folder, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if name == "cleanvision":
        from cleanvision import Imagelab

        lab = Imagelab(data_path=folder)
        began = time.perf_counter()
        lab.find_issues(n_jobs=processes, verbose=False)
    else:
        from imagededup.methods import PHash

        hasher = PHash(verbose=False)
        began = time.perf_counter()
        hasher.encode_images(image_dir=folder, num_enc_workers=processes)
    print(len(os.listdir(folder)) / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
