/** The shells that can complete command lines. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

// Each asks "tenantry complete" with the words before the cursor; of what it answers, a line is a word
// and its meaning with a tab between, and ":files" means that names of files fit.

const bash = `# Completion of tenantry for bash: source <(tenantry completion bash)
_tenantry() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = ':files' ]; then
      compopt -o default 2>/dev/null
    else
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _tenantry tenantry
`;

const zsh = `#compdef tenantry
# Completion of tenantry for zsh: source <(tenantry completion zsh), after compinit.
_tenantry() {
  local line
  local -a found
  local -i files=0
  for line in "\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == ':files' ]]; then
      files=1
    elif [[ -n $line ]]; then
      found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done
  (( files )) && _files
  (( $#found )) && _describe 'tenantry' found
}
if [[ "\${funcstack[1]}" == '_tenantry' ]]; then
  _tenantry "$@"
else
  compdef _tenantry tenantry
fi
`;

const fish = `# Completion of tenantry for fish: tenantry completion fish | source
function __tenantry_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] 2>/dev/null)
        if test "$line" = ':files'
            __fish_complete_path (commandline -ct)
        else
            printf '%s\\n' $line
        end
    end
end
complete -c tenantry -f -a '(__tenantry_complete)'
`;

export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
