using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>A paper as a page: black on white, A4, a button that prints and is not printed.</summary>
internal static class PaperHtml
{
    public static Html Write(Paper paper) => Write([paper]);

    /// <summary>Writes several papers, each on sheets of its own; without any an empty page.</summary>
    public static Html Write(IReadOnlyList<Paper> papers) =>
        Html.Of(
            $"""
            <!doctype html>
            <html lang="{papers[0].Language}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{papers[0].Title}</title>
              <link rel="stylesheet" href="{SheetFiles.OfPapers.Style}">
              {Style(papers[0])}
              <script src="{SheetFiles.OfPapers.Script}" defer></script>
            </head>
            <body>
            <main>
            {Html.Each(papers, Sheet)}
              <p class="acts"><button type="button" id="print" hidden>{PaperTexts.In(papers[0].Language).Say("words.print")}</button></p>
            </main>
            </body>
            </html>
            """
        );

    private static Html Sheet(Paper paper) =>
        Html.Of(
            $"""
              <article>
              <header><span>{paper.Office}</span><span>{paper.Day}</span></header>
              {Html.Each(paper.Titles, line => Html.Of($"<h1>{line}</h1>\n"))}
              {Html.If(paper.Number is not null, $"<p class=\"number\">{paper.Number}</p>")}
              {About(paper)}
              {Html.If(paper.To.Length > 0, $"<p class=\"large to\">{paper.To}</p>")}
              {Html.Each(paper.Lines, line => Html.Of($"<p class=\"large\">{line}</p>\n"))}
              {Pairs(paper)}
              {Html.Each(paper.Parts, Part)}
              {Html.Each(paper.Tables, Table)}
              {Box(paper)}
              {Ticks(paper)}
              <p class="from">{paper.Office}<br>{paper.Day}</p>
              <div class="signs">{Html.Each(paper.Signs, sign => Html.Of($"<div>{sign}</div>"))}</div>
              <footer>{paper.Foot}</footer>
              </article>

            """
        );

    private static Html Style(Paper paper) =>
        Html.If(paper.Look is not null, $"<link rel=\"stylesheet\" href=\"{SheetFiles.StyleOf(paper.Look)}\">");

    private static Html Part(PaperPart part) =>
        Html.Of(
            $"""
              {Html.If(part.Heading is not null, $"<h2>{part.Heading}</h2>")}
              {Html.Each(part.Text?.Split('\n') ?? [], line => Html.Of($"<p>{line}</p>\n"))}
              {Html.Each(part.Tables, Table)}

            """
        );

    private static Html About(Paper paper) => Html.If(paper.About is not null, $"<p>{paper.About}</p>");

    private static Html Pairs(Paper paper) => Html.If(paper.Pairs.Count > 0, $"<table>{Html.Each(paper.Pairs, Pair)}</table>");

    private static Html Pair((string What, string How) pair) =>
        Html.Of($"<tr><th scope=\"row\">{pair.What}</th><td>{pair.How}</td></tr>\n");

    private static Html Table(PaperTable table) =>
        Html.Of(
            $"""
              {Html.If(table.Heading is not null, $"<h2>{table.Heading}</h2>")}
              <table class="rows of{table.Head.Count}"><thead><tr>{Html.Each(
                table.Head,
                head => Html.Of($"<th scope=\"col\">{head}</th>")
            )}</tr></thead>
              <tbody>{Html.Each(table.Rows, Row)}</tbody></table>

            """
        );

    private static Html Row(IReadOnlyList<string> cells) => Html.Of($"<tr>{Html.Each(cells, cell => Html.Of($"<td>{cell}</td>"))}</tr>\n");

    private static Html Box(Paper paper) => Html.If(paper.Box is not null, $"<p class=\"box\">{paper.Box}</p>");

    private static Html Ticks(Paper paper) =>
        Html.If(paper.Ticks.Count > 0, $"<ul class=\"ticks\">{Html.Each(paper.Ticks, tick => Html.Of($"<li>{tick}</li>"))}</ul>");
}
