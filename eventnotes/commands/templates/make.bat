@echo off
rem "make html" builds the site in _build\html. "make" alone lists what else Sphinx can build.
cd /d "%~dp0"
if "%SPHINXBUILD%" == "" set SPHINXBUILD=py -m sphinx
set TARGET=%1
if "%TARGET%" == "" set TARGET=help
%SPHINXBUILD% -M %TARGET% . _build %SPHINXOPTS%
