namespace Emergency.Browser.Tests.Fixtures;

/// <summary>What a page must hold to on every window; <see cref="Script"/> gives what it does not hold to, one line each.</summary>
public static class Layout
{
    /// <summary>From the smallest phone to the wall, CSS pixels; 720 and 960 are the desks at 200 %.</summary>
    public static readonly int[] Phones = [320, 390],
        Desks = [720, 768, 960, 1024, 1440, 1920, 2560];

    /// <summary>A sheet of A4.</summary>
    public const int Paper = 794;
    private const int Phone = 390,
        LeastForFinger = 44;
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "layout.js"));

    /// <summary>On a phone what is pressed is as large as a finger; elsewhere nothing is asked.</summary>
    public static int Finger(int width) => width <= Phone ? LeastForFinger : 0;

    public static string Script(int least) =>
        $"() => ({Text[Text.IndexOf(";(least)", StringComparison.Ordinal)..].TrimStart(';').Trim()})({least})";
}
