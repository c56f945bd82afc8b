"""Prints the images a second that a peer does of a folder, and its processor time of one in milliseconds: python images-peers.py cleanvision|imagededup FOLDER PROCESSES."""

import os
import resource
import sys
import time


def processor_seconds():
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usage)


def main():
    name, folder, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if name == "cleanvision":
        from cleanvision import Imagelab

        lab = Imagelab(data_path=folder)
        began, before = time.perf_counter(), processor_seconds()
        lab.find_issues(n_jobs=processes, verbose=False)
    else:
        from imagededup.methods import PHash

        hasher = PHash(verbose=False)
        began, before = time.perf_counter(), processor_seconds()
        hasher.encode_images(image_dir=folder, num_enc_workers=processes)
    images = len(os.listdir(folder))
    print(images / (time.perf_counter() - began), 1000 * (processor_seconds() - before) / images)


if __name__ == "__main__":
    main()
