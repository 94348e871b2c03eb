using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;

namespace Emergency.Server.Features.Warnings.Words;

/// <summary>
/// Finds the level (红橙黄蓝) that an info issues: by a parameter of a known name, else by its event or headline, else by
/// severity. A colour that is ended, left behind, or part of another name does not count.
/// </summary>
internal static class IssuedLevel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ActWords Acts = WarningWords.Table.Acts;
    private static readonly IReadOnlyList<LevelRow> Rows = WarningWords.Table.Levels.Rows;
    private static readonly FrozenDictionary<string, WarningLevel> Values = Rows.SelectMany(row =>
            row.Colours.Concat(row.Ranks).Concat(row.English).Select(word => (Word: word, row.Level))
        )
        .ToFrozenDictionary(one => one.Word, one => one.Level, StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, WarningLevel> Written = Rows.SelectMany(row =>
            row.Colours.Concat(row.Ranks).Where(word => word.Length > 1).Select(word => (Word: word, row.Level))
        )
        .ToFrozenDictionary(one => one.Word, one => one.Level, StringComparer.Ordinal);

    // The longest word comes first, so that III级 is not taken for I级. An end that is denied or still ahead is no end.
    private static readonly Regex Tokens = new(
        $"(?<becomes>{Any(Acts.Becomes)})"
            + $"|(?<end>(?<!(?:{Any(Acts.NotYetBefore)})(?:{Any(Acts.Between)})*)(?:{Any(Acts.End)})(?!(?:{Any(Acts.AfterNouns)})*(?:{Any(Acts.NotYetAfter)})))"
            + $"|(?<issue>{Any(Acts.Issue)})"
            + $"|(?<level>{Any(Written.Keys)})(?=$|{Any(Acts.Follows.Concat(Acts.Breaks))})"
            + $"|(?<break>{Any(Acts.Breaks)})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Patience
    );
    private static readonly Regex English = new(
        $@"\b(?:(?:{Any(Acts.EnglishBefore)})\s+(?<level>{Any(Rows.SelectMany(row => row.English))})"
            + $@"|(?<level>{Any(Rows.SelectMany(row => row.English))})(?:[\s-]+\w+){{0,2}}[\s-]+(?:{Any(Acts.EnglishWarning)}))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Patience
    );
    private static readonly Regex Separators = new(
        @"[/;,，；、()（）\s:：]+|预警信号|预警|警报|信号",
        RegexOptions.CultureInvariant,
        Patience
    );

    public static WarningLevel? Of(CapInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return info.Parameters.Where(one => WarningWords.Table.LevelParameters.Has(one.Name))
                .Select(one => Said(one.Value))
                .FirstOrDefault(level => level is not null)
            ?? InWords(info.Event, info.Event)
            ?? (info.Headline is { } headline ? InWords(headline, info.Event) : null)
            ?? info.Severity switch
            {
                CapSeverity.Extreme => WarningLevel.Red,
                CapSeverity.Severe => WarningLevel.Orange,
                CapSeverity.Moderate => WarningLevel.Yellow,
                CapSeverity.Minor => WarningLevel.Blue,
                _ => null,
            };
    }

    /// <summary>
    /// True when a headline speaks only of an end: it issues nothing, and the end is now. By itself it ends nothing: a
    /// person is asked.
    /// </summary>
    public static bool ReadsAsLifting(CapInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Headline is not { } headline || info.Responses.Any(one => one is CapResponse.Evacuate or CapResponse.Shelter))
            return false;
        var clauses = Clauses(headline).ToList();
        return clauses.Exists(one => one.Ends && one.SpeaksOfSignal)
            ? clauses.TrueForAll(one => (one.Ends || (!one.Issues && !one.SpeaksOfSignal)) && one.Levels.Count == 0)
            : Acts.EnglishEnd.Any(word => headline.Contains(word, StringComparison.OrdinalIgnoreCase))
                && !Acts.EnglishStands.Any(word => headline.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    // A value that names two levels gives neither.
    private static WarningLevel? Said(string value)
    {
        var said = Separators.Split(value).Where(Values.ContainsKey).Select(word => Values[word]).Distinct().ToList();
        return said.Count == 1 ? said[0] : null;
    }

    private static WarningLevel? InWords(string text, string what)
    {
        var clauses = Clauses(text).Where(one => one.Levels.Count > 0).ToList();
        if (One(clauses) is { } level)
            return level;
        if (clauses.Count > 0)
            return One([.. clauses.Where(one => what.Length > 0 && one.Text.Contains(what, StringComparison.Ordinal))]);
        return Acts.EnglishChange.Concat(Acts.EnglishNames).Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? null
            : Only([.. English.Matches(text).Select(one => Values[one.Groups["level"].Value])]);
    }

    private static WarningLevel? One(IReadOnlyCollection<Clause> clauses) => Only([.. clauses.SelectMany(one => one.Levels)]);

    private static WarningLevel? Only(IReadOnlyCollection<WarningLevel> levels) => levels.Distinct().Count() == 1 ? levels.First() : null;

    /// <param name="Levels">Levels that it issues or leaves in force.</param>
    /// <param name="Ends">True when something is ended in it, and nothing issued after that.</param>
    private sealed record Clause(string Text, IReadOnlyList<WarningLevel> Levels, bool Issues, bool Ends)
    {
        public bool SpeaksOfSignal => Acts.Signals.Any(word => Text.Contains(word, StringComparison.Ordinal));
    }

    private static IEnumerable<Clause> Clauses(string text)
    {
        var (start, ended, issues, ends) = (0, false, false, false);
        List<WarningLevel> levels = [],
            since = [];
        foreach (Match token in Tokens.Matches(text))
        {
            if (token.Groups["break"].Success)
            {
                yield return Made(token.Index);
                (start, ended, issues, ends) = (token.Index + token.Length, false, false, false);
                (levels, since) = ([], []);
            }
            else if (token.Groups["level"].Success)
            {
                if (!ended)
                    since.Add(Written[token.Value]);
            }
            else if (token.Groups["issue"].Success)
            {
                levels.AddRange(since);
                since = [];
                (ended, issues, ends) = (false, true, false);
            }
            else
            {
                // A level before an end is ended; a level before "becomes" is left behind.
                since = [];
                var becomes = token.Groups["becomes"].Success;
                (ended, issues, ends) = (!becomes, issues || becomes, !becomes);
            }
        }
        yield return Made(text.Length);

        Clause Made(int end) => new(text[start..end], [.. levels, .. since], issues, ends);
    }

    private static string Any(IEnumerable<string> words) =>
        string.Join('|', words.OrderByDescending(word => word.Length).Select(word => Regex.Escape(word)));
}
