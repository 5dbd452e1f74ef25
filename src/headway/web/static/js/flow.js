// Draws the river of deals on the page of the flow; the table below it says the same without a picture.
(() => {
  "use strict";

  const colour = (element, token) => {
    const probe = document.createElement("span");
    probe.style.color = `var(--${token})`;
    element.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };

  const options = (element, river) => {
    const isNarrow = element.clientWidth < 600;
    const tones = { brand: "brand", good: "good", bad: "bad", warm: "warm", faint: "ink-faint" };
    const label = new Map(river.nodes.map((node) => [node.name, node.label]));
    const goesOn = new Set(river.links.map((link) => link.source));
    // On a phone all ends of the road stand beside each other at the bottom: a word a line, moved apart where needed.
    const isEnd = (name) => isNarrow && !goesOn.has(name);
    const between = (link) =>
      river.words.between
        .replace("%(here)s", label.get(link.source))
        .replace("%(there)s", label.get(link.target))
        .replace("%(count)s", link.count);
    return {
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      tooltip: {
        renderMode: "richText",
        confine: true,
        formatter: (about) => (about.dataType === "edge" ? between(about.data) : label.get(about.name)),
      },
      series: [
        {
          type: "sankey",
          orient: isNarrow ? "vertical" : "horizontal",
          left: isNarrow ? 8 : 4,
          right: isNarrow ? 30 : 150,
          top: isNarrow ? 28 : 8,
          bottom: isNarrow ? 64 : 8,
          nodeGap: isNarrow ? 32 : 14,
          draggable: false,
          nodeAlign: "justify",
          data: river.nodes.map((node) => ({
            name: node.name,
            ...(isEnd(node.name) ? { label: { overflow: "none" } } : {}),
            itemStyle: { color: colour(element, tones[node.tone]), borderWidth: 0 },
          })),
          links: river.links,
          label: {
            color: colour(element, "ink"),
            fontFamily: getComputedStyle(element).fontFamily,
            fontSize: isNarrow ? 11 : 13,
            width: isNarrow ? 72 : 140,
            overflow: "truncate",
            position: isNarrow ? "bottom" : "right",
            formatter: (about) => (isEnd(about.name) ? label.get(about.name).replaceAll(" ", "\n") : label.get(about.name)),
          },
          labelLayout: (about) => (isEnd(river.nodes[about.dataIndex]?.name) ? { moveOverlap: "shiftX" } : {}),
          lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
          emphasis: { focus: "adjacency", lineStyle: { opacity: 0.5 } },
        },
      ],
    };
  };

  const draw = (element) => {
    const river = JSON.parse(document.getElementById(element.dataset.flow).textContent);
    if (!river.links.length || !window.echarts) return;
    element.hidden = false;
    const chart = window.echarts.init(element, null, { renderer: "svg" });
    const show = () => chart.setOption(options(element, river), true);
    show();
    chart.on("click", (about) => {
      if (about.dataType === "edge" && about.data.url) location.href = about.data.url;
    });
    addEventListener("resize", () => {
      chart.resize();
      show();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const element of document.querySelectorAll("[data-flow]")) draw(element);
  });
})();
