// What every page to fill in has: it finds its parts, tells, and asks in a dialogue.
const FillIn = (() => {
  const find = name => document.querySelector(`[data-${name}]`);
  const element = (name, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), given);
    made.append(...inside);
    return made;
  };
  function tell(...lines) {
    find("told").replaceChildren(...lines.map(line => element("p", { textContent: line })));
  }

  const dialog = find("dialog");
  /// Whether somebody says yes to a question.
  function ask(text, yes) {
    find("ask").textContent = text;
    find("yes").textContent = yes;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
  }
  find("yes").onclick = () => dialog.close("yes");
  find("no").onclick = () => dialog.close("");
  return { find, element, tell, ask };
})();
