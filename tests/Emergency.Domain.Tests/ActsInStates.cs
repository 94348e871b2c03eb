using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Emergency.Testing;

namespace Emergency.Domain.Tests;

/// <summary>
/// Every act in every state of its noun, as tests/frozen/acts/KIND.txt: its possible events, and the states in which it leads to them. A
/// state is the entity just after an event happened to it first. The number behind an act is a digest of all decisions and events in all
/// its samples: a guard that moves changes it.
/// </summary>
public sealed class ActsInStates : OfEveryNoun
{
    private const int Samples = 150;

    [Theory, MemberData(nameof(Kinds))]
    public void Each_act_in_each_state_is_decided_as_it_was(string kind) => Frozen.Check($"acts/{kind}.txt", Text(Of(kind)));

    [Fact]
    public void Each_text_belongs_to_a_noun() =>
        Directory
            .EnumerateFiles(Path.Combine(Material.Root, "tests", "frozen", "acts"), "*.txt")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
            .ShouldBe(Noun.All.Select(noun => noun.Kind).Order(StringComparer.Ordinal));

    private static string Text(Noun noun)
    {
        var wanted = noun.EventTypes.Except(Retired).ToList();
        var lives = Lives.Of(noun, wanted, any => Drawn(noun, any));
        List<(string Name, object State)> states =
        [
            ("none", noun.None),
            .. wanted
                .Where(lives.First.ContainsKey)
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => (type.Name, lives.First[type].State)),
        ];
        var text = new StringBuilder();
        foreach (var type in noun.CommandTypes)
            text.Append(Row(noun, type, states)).Append('\n');
        return text.ToString();
    }

    private static string Row(Noun noun, Type command, IReadOnlyList<(string Name, object State)> states)
    {
        var (whole, by) = (new StringBuilder(), new SortedDictionary<string, List<string>>(StringComparer.Ordinal));
        foreach (var (name, state) in states)
        {
            var outcomes = new SortedSet<string>(StringComparer.Ordinal);
            for (var sample = 0; sample < Samples; sample++)
            {
                var decision = noun.Decide(state, (Command)new Any(sample).Make(command));
                outcomes.Add(Said(decision));
                whole.Append(name).Append(' ').Append(sample).Append(' ');
                Write(decision, whole);
                if (decision is Decision.Happened { Events: var events })
                    Write(events.Aggregate(state, noun.Evolve), whole);
                whole.Append('\n');
            }
            var said = string.Join("; ", outcomes);
            if (!by.TryGetValue(said, out var names))
                by.Add(said, names = []);
            names.Add(name);
        }
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole.ToString())))[..12];
        var lines = by.Select(one => $"    {one.Key}\n        in {string.Join(", ", one.Value)}\n");
        return $"{command.Name} {digest}\n{string.Concat(lines)}";
    }

    private static string Said(Decision decision) =>
        decision switch
        {
            Decision.Happened { Events: var events } => string.Join(
                " + ",
                events.Select(e => e.GetType().Name).Distinct(StringComparer.Ordinal)
            ),
            Decision.Rejected { Rejection: var rejection } => $"refused {rejection.Code}",
            _ => "nothing new",
        };

    // Writes field by field; a collection without an order is sorted by its texts.
    private static void Write(object? value, StringBuilder to)
    {
        switch (value)
        {
            case null:
                to.Append('-');
                return;
            case IFormattable plain when value.GetType().Assembly == typeof(object).Assembly:
                to.Append(
                    value is DateTimeOffset at
                        ? at.ToString("O", null)
                        : plain.ToString(null, System.Globalization.CultureInfo.InvariantCulture)
                );
                return;
            case string or bool or Type:
            case Enum:
                to.Append(value);
                return;
            case Delegate:
                return;
            case IEnumerable many:
                WriteAll(many, to);
                return;
        }
        to.Append(value.GetType().Name).Append('(');
        foreach (var field in Fields(value.GetType()))
        {
            Write(field.GetValue(value), to);
            to.Append(',');
        }
        to.Append(')');
    }

    private static void WriteAll(IEnumerable many, StringBuilder to)
    {
        var items = new List<string>();
        foreach (var item in many)
        {
            var one = new StringBuilder();
            Write(item, one);
            items.Add(one.ToString());
        }
        // Dictionaries and sets enumerate in the order of their hashes, which differs from run to run.
        if (
            many.GetType().Name.Contains("Dictionary", StringComparison.Ordinal)
            || many.GetType().Name.Contains("Set", StringComparison.Ordinal)
        )
            items.Sort(StringComparer.Ordinal);
        to.Append('[').AppendJoin(',', items).Append(']');
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, FieldInfo[]> Known = new();

    private static FieldInfo[] Fields(Type type) =>
        Known.GetOrAdd(
            type,
            static type =>
                [
                    .. Bases(type)
                        .SelectMany(one =>
                            one.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                        )
                        .OrderBy(field => field.Name, StringComparer.Ordinal),
                ]
        );

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var one = type; one is not null && one != typeof(object); one = one.BaseType)
            yield return one;
    }
}
