using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Emergency.Domain.AtRisk;

/// <summary>Words with which registers name kinds of people at risk and their needs, as data, with the words that reverse a
/// meaning.</summary>
public sealed partial class RegisterWords
{
    private const string Between = "、，,；;。/／\\|+＋&\r\n\t";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
    private static readonly Lazy<RegisterWords> Embedded = new(() =>
    {
        using var file = typeof(RegisterWords).Assembly.GetManifestResourceStream("register-words.json")!;
        return Read(file, AtRiskTable.BuiltIn);
    });

    private readonly AtRiskTable _table;
    private readonly Dictionary<string, Meaning> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _after,
        _closing,
        _lacks,
        _devices;
    private readonly List<string> _kindWords;
    private readonly int _longest;

    private RegisterWords(Rows rows, AtRiskTable table)
    {
        _table = table;
        foreach (var (code, words) in rows.Needs.Select(row => (row.Code, row.Words)))
        foreach (var word in words)
            Add(word, Role.Says, meaning => meaning with { Needs = meaning.Needs.Add(Known(code, table.Needs.Select(one => one.Code))) });
        foreach (var (code, words) in rows.Kinds.Select(row => (row.Code, row.Words)))
        foreach (var word in words.Append(code))
            Add(word, Role.Says, meaning => meaning with { Kinds = meaning.Kinds.Add(Known(code, table.Kinds.Select(one => one.Code))) });
        foreach (
            var (role, words) in new[]
            {
                (Role.Plain, rows.Plain),
                (Role.Negates, rows.Negations),
                (Role.WasOnce, rows.Past),
                (Role.Stays, rows.Still),
                (Role.Fills, rows.Filler),
                (Role.Joins, rows.Joins),
                (Role.Outside, rows.Outside),
            }
        )
        foreach (var word in words)
            Add(word, role, meaning => meaning);
        (_after, _closing) = (rows.After.ToHashSet(StringComparer.Ordinal), rows.Closing.ToHashSet(StringComparer.Ordinal));
        (_lacks, _devices) = (rows.Lacks.ToHashSet(StringComparer.Ordinal), rows.Devices.ToHashSet(StringComparer.Ordinal));
        _kindWords = [.. rows.Kinds.SelectMany(row => row.Words).Where(word => word.Length > 1).OrderByDescending(word => word.Length)];
        _longest = _words.Keys.Concat(_after).Concat(_closing).Max(word => word.Length);
    }

    private enum Role
    {
        Says,
        Plain,
        Negates,
        WasOnce,
        Stays,
        Fills,
        Joins,
        Outside,
    }

    /// <summary>Built-in words of this version (register-words.json).</summary>
    public static RegisterWords BuiltIn => Embedded.Value;

    /// <summary>Loads words from JSON, UTF-8.</summary>
    /// <exception cref="JsonException">The JSON is no list of words, or a column is missing.</exception>
    /// <exception cref="FormatException">A code is not in the table, or a word has two roles.</exception>
    public static RegisterWords Read(Stream json, AtRiskTable table) =>
        new(JsonSerializer.Deserialize<Rows>(json, Strict) ?? throw new JsonException("words are an object"), table);

    /// <summary>Finds the kind named by the name or title of a sheet (独居老人登记表), as the register's word; null where it names none.</summary>
    public string? KindIn(string title) => _kindWords.Find(word => title.Contains(word, StringComparison.Ordinal));

    /// <summary>Interprets a cell: needs in the order of the table, without those another one covers; kinds in the order of the
    /// text.</summary>
    public WordsRead Read(string text)
    {
        var found = new Found();
        // 肢体二级残疾 is 肢体残疾 of some grade (GB/T 26341).
        var plain = Grade().Replace(text, "") is { Length: > 0 } without ? without : text;
        foreach (var clause in plain.Normalize(NormalizationForm.FormKC).Split([.. Between], StringSplitOptions.RemoveEmptyEntries))
            Clause(clause, found);
        return new(
            _table.Uncovered(found.Needs),
            [.. found.Kinds.Distinct(StringComparer.Ordinal)],
            found.Unread || (!found.Any && found.Words),
            found.Outside
        );
    }

    private void Clause(string clause, Found found)
    {
        var (any, left, negated, wasOnce, denied, lacking) = (false, 0, false, false, false, false);
        for (var at = 0; at < clause.Length; )
        {
            var length = LengthAt(clause, at, _words.ContainsKey);
            if (length == 0)
            {
                if (char.IsLetter(clause[at]) || char.IsSurrogate(clause[at]))
                {
                    left++;
                    (negated, wasOnce, denied, found.Words) = (false, false, false, true);
                }
                at++;
                continue;
            }
            var word = clause.Substring(at, length);
            var meaning = _words[word];
            at += length;
            switch (meaning.Role)
            {
                case Role.Negates:
                    negated = !negated;
                    lacking = _lacks.Contains(word);
                    continue;
                case Role.WasOnce:
                    wasOnce = true;
                    continue;
                // A denial before two words denies both: 不需要吸氧和轮椅.
                case Role.Joins:
                    negated |= denied;
                    continue;
                case Role.Fills:
                    found.Words = true;
                    continue;
                // A person who has no wheelchair can still need one.
                case Role.Says when wasOnce || (negated && lacking && _devices.Contains(word)):
                    found.Unread = true;
                    break;
                case Role.Says when TakenBack(clause, ref at) || negated:
                    break;
                case Role.Says:
                    found.Needs.UnionWith(meaning.Needs);
                    found.Kinds.AddRange(meaning.Kinds);
                    break;
                case Role.Outside:
                    found.Outside = true;
                    break;
            }
            any |= meaning.Role != Role.Stays;
            (denied, negated, wasOnce, lacking) = (negated && meaning.Role == Role.Says, false, false, false);
        }
        found.Any |= any;
        // A single sign beside understood words is a slip; more of them can be a need.
        found.Unread |= left > (any ? 1 : 0);
    }

    /// <summary>Tells whether the next word denies this one (听力正常, 吸氧：无), and moves past that word.</summary>
    private bool TakenBack(string clause, ref int at)
    {
        var from = at;
        while (from < clause.Length && !char.IsLetterOrDigit(clause[from]) && !_closing.Contains(clause.Substring(from, 1)))
            from++;
        if (LengthAt(clause, from, _after.Contains) is > 0 and var after)
        {
            at = from + after;
            return true;
        }
        if (LengthAt(clause, from, _closing.Contains) is not (> 0 and var closing))
            return false;
        for (var rest = from + closing; rest < clause.Length; rest++)
            if (char.IsLetterOrDigit(clause[rest]))
                return false;
        at = clause.Length;
        return true;
    }

    private int LengthAt(string clause, int at, Func<string, bool> has)
    {
        for (var length = Math.Min(_longest, clause.Length - at); length > 0; length--)
            if (has(clause.Substring(at, length)))
                return length;
        return 0;
    }

    private void Add(string word, Role role, Func<Meaning, Meaning> with)
    {
        var meaning = _words.GetValueOrDefault(word) ?? new Meaning(role, [], []);
        if (meaning.Role != role)
            throw new FormatException($"{word} has two roles");
        _words[word] = with(meaning);
    }

    private static string Known(string code, IEnumerable<string> codes) =>
        codes.Contains(code, StringComparer.Ordinal) ? code : throw new FormatException($"{code} is not in the table");

    [GeneratedRegex("[一二三四五1-5]级", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grade();

    private sealed record Meaning(Role Role, ListOf<string> Needs, ListOf<string> Kinds);

    private sealed class Found
    {
        public HashSet<string> Needs { get; } = new(StringComparer.Ordinal);
        public List<string> Kinds { get; } = [];
        public bool Any { get; set; }
        public bool Words { get; set; }
        public bool Unread { get; set; }
        public bool Outside { get; set; }
    }

    private sealed record Rows(
        string Source,
        IReadOnlyList<CodeRow> Needs,
        IReadOnlyList<CodeRow> Kinds,
        IReadOnlyList<string> Plain,
        IReadOnlyList<string> Negations,
        IReadOnlyList<string> Past,
        IReadOnlyList<string> Still,
        IReadOnlyList<string> After,
        IReadOnlyList<string> Closing,
        IReadOnlyList<string> Filler,
        IReadOnlyList<string> Joins,
        IReadOnlyList<string> Lacks,
        IReadOnlyList<string> Devices,
        IReadOnlyList<string> Outside
    );

    private sealed record CodeRow(string Code, IReadOnlyList<string> Words);
}

/// <summary>Meaning of a cell of a register for one person.</summary>
/// <param name="Needs">Codes of needs.</param>
/// <param name="Kinds">Codes of kinds.</param>
/// <param name="Unread">True when some of the text was not understood and a person must look at it.</param>
/// <param name="Outside">True when it names a person whom this register must not keep (个人信息保护法 6): people under correction,
/// traders.</param>
public sealed record WordsRead(ListOf<string> Needs, ListOf<string> Kinds, bool Unread, bool Outside)
{
    public static readonly WordsRead Nothing = new([], [], false, false);
}
