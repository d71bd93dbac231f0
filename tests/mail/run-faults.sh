#!/bin/bash
exec python3 "$(dirname "$0")/faults.py" 50
