// Says the certainty beside its slider while it is moved.
const slider = document.getElementById("plan-certainty");
const said = document.querySelector("[data-certainty]");
if (slider && said) {
  slider.addEventListener("input", () => {
    said.textContent = `${slider.value} %`;
  });
}
