using Emergency.Domain.Calls;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Calls;

/// <summary>Texts of a call on a phone whose page is closed; they name neither people nor events.</summary>
internal static class Words
{
    private const string Title = "push.title",
        Button = "push.open",
        News = "push.report";

    /// <summary>Keys of all sentences.</summary>
    public static readonly IReadOnlyList<string> All = [Title, Button, News, .. Enum.GetValues<CallKind>().Select(Word)];

    public static string Open => Sentences.In("zh-CN")[Button];

    /// <summary>Text for news of a running incident.</summary>
    public static (string Title, string Text) Report => Said(News);

    public static (string Title, string Text) Of(CallKind kind) => Said(Word(kind));

    private static (string Title, string Text) Said(string key)
    {
        var words = Sentences.In("zh-CN");
        return (words[Title], words[key]);
    }

    private static string Word(CallKind kind) => $"push.{kind.ToString().ToLowerInvariant()}";
}
