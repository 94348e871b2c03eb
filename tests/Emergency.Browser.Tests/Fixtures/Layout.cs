namespace Emergency.Browser.Tests.Fixtures;

/// <summary>Layout rules of a page on every window; <see cref="Script"/> returns the violations, a line each.</summary>
public static class Layout
{
    /// <summary>From the smallest phone to the wall, CSS pixels; 720 and 960 are the desks at 200 %.</summary>
    public static readonly int[] Phones = [320, 390],
        Desks = [720, 768, 960, 1024, 1440, 1920, 2560];

    /// <summary>A desk at 200 %, and one as narrow as a phone.</summary>
    public static readonly int[] FewDesks = [390, 720];

    /// <summary>Widths between those of the windows above, where a head folds step by step.</summary>
    public static readonly int[] Heads =
    [
        320,
        360,
        390,
        480,
        600,
        720,
        800,
        900,
        960,
        1024,
        1100,
        1200,
        1280,
        1366,
        1440,
        1600,
        1920,
        2560,
    ];

    /// <summary>Widths at which all is folded, and some of it.</summary>
    public static readonly int[] FewHeads = [320, 900];

    /// <summary>Languages, the one with the longest words first.</summary>
    public static readonly string[] Languages = ["en", "zh-CN"];

    /// <summary>Width of a sheet of A4.</summary>
    public const int Paper = 794;
    private const int Phone = 390,
        LeastForFinger = 44;
    private static readonly string Text = Of("layout.js"),
        HeadText = Of("head.js"),
        MenusText = Of("menus.js");

    /// <summary>Least size of a button: that of a finger on a phone, any elsewhere.</summary>
    public static int Finger(int width) => width <= Phone ? LeastForFinger : 0;

    public static string Script(int least) => $"() => ({Text})({least})";

    /// <summary>Layout rules of the head of the desks; checked two frames later, for it folds when it is drawn.</summary>
    public static string HeadScript(int least) =>
        $"() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(({HeadText})({least})))))";

    /// <summary>
    /// As <see cref="HeadScript"/>, for the head as it stands and then with each of its menus, opened and closed again one after the other.
    /// </summary>
    public static string HeadAndMenusScript() => $"() => ({MenusText})({HeadScript(0)})";

    private static string Of(string file)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));
        return text[text.IndexOf("\n;", StringComparison.Ordinal)..].Trim().TrimStart(';');
    }
}
