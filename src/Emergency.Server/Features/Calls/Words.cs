using Emergency.Domain.Calls;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Calls;

/// <summary>What a phone shows of a call while the page is closed: neither who is called nor what has happened.</summary>
internal static class Words
{
    private const string Title = "push.title",
        Button = "push.open";

    /// <summary>All sentences there are, by their keys.</summary>
    public static readonly IReadOnlyList<string> All = [Title, Button, .. Enum.GetValues<CallKind>().Select(Word)];

    public static string Open => Sentences.In("zh-CN")[Button];

    public static (string Title, string Text) Of(CallKind kind)
    {
        var words = Sentences.In("zh-CN");
        return (words[Title], words[Word(kind)]);
    }

    private static string Word(CallKind kind) => $"push.{kind.ToString().ToLowerInvariant()}";
}
