using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Infrastructure.Wording.Papers;

/// <summary>An A4 paper of any kind: made once from the table of templates, then printed as a page or saved as a document.</summary>
/// <param name="Office">Issuing office; <paramref name="Day"/> is the day of issue.</param>
/// <param name="About">Person or thing that the paper is about, where it may be named; null where the text says all.</param>
/// <param name="Pairs">Rows of a table: label and value.</param>
/// <param name="Box">Text in large type, to be read from afar.</param>
/// <param name="Ticks">Items to tick by hand.</param>
internal sealed record Paper(
    string Language,
    string Office,
    string Day,
    string Title,
    string? About,
    string To,
    IReadOnlyList<string> Lines,
    IReadOnlyList<(string What, string How)> Pairs,
    string? Box,
    IReadOnlyList<string> Ticks,
    IReadOnlyList<string> Signs,
    string Foot
)
{
    /// <summary>Tables with a heading each, below the pairs.</summary>
    public IReadOnlyList<PaperTable> Tables { get; init; } = [];

    /// <summary>Lines of the title where it has more than one.</summary>
    public IReadOnlyList<string> Titles
    {
        get => field ?? [Title];
        init;
    }

    /// <summary>The document's number below the title.</summary>
    public string? Number { get; init; }

    /// <summary>Parts with a heading each, between pairs and tables.</summary>
    public IReadOnlyList<PaperPart> Parts { get; init; } = [];

    /// <summary>Layout of the paper, where it has one of its own.</summary>
    public PaperLook? Look { get; init; }
}

/// <summary>A heading with the text and tables below it.</summary>
/// <param name="Heading">Null where each table has its own.</param>
/// <param name="Text">Paragraphs, one a line.</param>
internal sealed record PaperPart(string? Heading, string? Text, IReadOnlyList<PaperTable> Tables);

/// <param name="Heading">Null where the heading of its part is enough.</param>
/// <param name="Widths">Shares of the line, one per column.</param>
internal sealed record PaperTable(
    string? Heading,
    IReadOnlyList<string> Head,
    IReadOnlyList<int> Widths,
    IReadOnlyList<IReadOnlyList<string>> Rows
);

/// <summary>A paper as a page with the styles of print.</summary>
internal sealed record PaperPage(ReadOnlyMemory<byte> Bytes) : IWritten
{
    public static string ContentType => "text/html";
}

/// <summary>A paper as a document (DOCX).</summary>
internal sealed record PaperDocument(ReadOnlyMemory<byte> Bytes) : IWritten
{
    public static string ContentType => "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

/// <summary>Writes papers.</summary>
internal static class PaperWriting
{
    public static PaperPage Page(this Paper paper) => Page([paper]);

    public static PaperDocument Document(this Paper paper) => Document([paper]);

    /// <summary>Writes several papers into one file, each on a page of its own.</summary>
    public static PaperPage Page(this IReadOnlyList<Paper> papers) => new(System.Text.Encoding.UTF8.GetBytes(PaperHtml.Write(papers).Text));

    /// <summary>Writes several papers into one file, each on a page of its own.</summary>
    public static PaperDocument Document(this IReadOnlyList<Paper> papers)
    {
        ArgumentNullException.ThrowIfNull(papers);
        var word = new WordPaper(papers[0].Language, papers[0].Look);
        foreach (var (at, paper) in papers.Index())
        {
            if (at > 0)
                word.NewPage();
            Write(word, paper);
        }
        return new(word.Done(papers[0].Office, papers[0].Foot));
    }

    private static void Write(WordPaper word, Paper paper)
    {
        if (paper.Look is null)
            word.Title(paper.Office, paper.Title);
        else
            word.Titles(paper.Titles, paper.Number);
        if (paper.About is { } about)
            word.Text(about);
        if (paper.To.Length > 0 || paper.Look is null)
            word.Flush(paper.To);
        foreach (var line in paper.Lines.SelectMany(line => line.Split('\n')))
            word.Text(line);
        if (paper.Pairs.Count > 0)
            word.Pairs(paper.Pairs);
        foreach (var part in paper.Parts)
        {
            if (part.Heading is { } heading)
                word.Heading(heading);
            foreach (var line in part.Text?.Split('\n') ?? [])
                word.Text(line);
            foreach (var table in part.Tables)
                Write(word, table);
        }
        foreach (var table in paper.Tables)
            Write(word, table);
        if (paper.Box is { } box)
            word.Small(box);
        foreach (var tick in paper.Ticks)
            word.Text($"☐ {tick}");
        word.From($"{paper.Office}　{paper.Day}");
        if (paper.Signs.Count > 0)
            word.Pairs(paper.Signs.Select(sign => (sign, "\n")));
    }

    private static void Write(WordPaper word, PaperTable table)
    {
        if (table.Heading is { } heading)
            word.Heading(heading);
        word.Table(table.Head, table.Widths, table.Rows);
    }
}
