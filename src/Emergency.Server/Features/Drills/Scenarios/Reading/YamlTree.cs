using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Domain;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>
/// A YAML file as a JSON tree that knows the line of every place: one document of at most 256 kB and 12 levels, without anchors, aliases,
/// tags and duplicate fields.
/// </summary>
internal sealed class YamlTree
{
    public const int Longest = 256 * 1024,
        Deepest = 12;
    private readonly Dictionary<string, (long Line, long Column)> _places = new(StringComparer.Ordinal);
    private readonly List<Mistake> _mistakes = [];
    private long _reached = 1;

    public JsonNode? Root { get; private set; }
    public IReadOnlyList<Mistake> Mistakes => _mistakes;

    public static YamlTree Read(string text)
    {
        var tree = new YamlTree();
        if (text.Length > Longest)
            tree._mistakes.Add(new(MistakeKind.FileTooLarge, 1, 1, "", [$"{Longest / 1024}"]));
        // The parser would take it for the file's end.
        else if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero)
            tree._mistakes.Add(new(MistakeKind.NotYaml, 1 + text.AsSpan(0, zero).Count('\n'), 1, "", []));
        else
        {
            try
            {
                tree.Document(new Parser(new StringReader(text)));
            }
            catch (Unfit unfit)
            {
                tree._mistakes.Add(unfit.Mistake);
            }
            catch (YamlException broken)
            {
                tree.Broken(text, broken.Start.Line, broken.Start.Column);
            }
            // The parser throws various exceptions on broken files; all of them mean the same.
            catch (Exception broken)
                when (broken is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
            {
                tree.Broken(text, tree._reached, 1);
            }
        }
        return tree;
    }

    /// <summary>Position of a path, or of the nearest place around it.</summary>
    public (long Line, long Column) At(string path)
    {
        for (; ; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
        {
            if (_places.TryGetValue(path, out var place))
                return place;
            if (path.Length == 0)
                return (1, 1);
        }
    }

    // A tab before a line's first word is the most common mistake; the parser reports another place, or none.
    private void Broken(string text, long line, long column)
    {
        var tab = Array.FindIndex(
            text.Split('\n'),
            one => one.TrimStart().Length > 0 && one[..^one.TrimStart().Length].Contains('\t', StringComparison.Ordinal)
        );
        if (tab < 0 && FullWidth.Find(text, Math.Max(1, line)) is var (at, from, mark, half))
            _mistakes.Add(new(MistakeKind.FullWidth, at, from, "", [mark, half]));
        else
            _mistakes.Add(
                tab >= 0
                    ? new(MistakeKind.NotYaml, tab + 1, 1, "", [])
                    : new(MistakeKind.NotYaml, Math.Max(1, line), Math.Max(1, column), "", [])
            );
    }

    private void Document(Parser parser)
    {
        parser.MoveNext(); // the stream
        parser.MoveNext();
        if (parser.Current is not DocumentStart)
        {
            _mistakes.Add(new(MistakeKind.FileEmpty, 1, 1, "", []));
            return;
        }
        parser.MoveNext();
        Root = Node(parser, "", 1);
        parser.MoveNext(); // the document's end
        if (parser.MoveNext() && parser.Current is DocumentStart second)
            throw new Unfit(MistakeKind.SeveralDocuments, second, "");
        if (Root is null && _mistakes.Count == 0)
            _mistakes.Add(new(MistakeKind.FileEmpty, 1, 1, "", []));
    }

    private JsonNode? Node(Parser parser, string path, int depth)
    {
        var at = parser.Current!;
        _reached = at.Start.Line;
        if (depth > Deepest)
            throw new Unfit(MistakeKind.TooDeep, at, path);
        if (at is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            throw new Unfit(MistakeKind.NotPlain, at, path);
        _places.TryAdd(path, (at.Start.Line, at.Start.Column));
        switch (at)
        {
            case Scalar scalar:
                return scalar.Style == ScalarStyle.Plain ? Plain(PlainText.Of(scalar.Value)) : JsonValue.Create(PlainText.Of(scalar.Value));
            case SequenceStart:
                var list = new JsonArray();
                while (Next(parser) is not SequenceEnd)
                    list.Add(Node(parser, string.Create(CultureInfo.InvariantCulture, $"{path}[{list.Count}]"), depth + 1));
                return list;
            case MappingStart:
                var fields = new JsonObject();
                while (Next(parser) is not MappingEnd)
                {
                    if (parser.Current is not Scalar key || !key.Anchor.IsEmpty)
                        throw new Unfit(MistakeKind.NotPlain, parser.Current!, path);
                    var inner = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
                    var twice = fields.ContainsKey(key.Value);
                    if (twice)
                        _mistakes.Add(new(MistakeKind.DuplicateField, key.Start.Line, key.Start.Column, inner, [key.Value]));
                    else
                        _places.TryAdd(inner, (key.Start.Line, key.Start.Column));
                    Next(parser);
                    var value = Node(parser, inner, depth + 1);
                    if (!twice)
                        fields.Add(key.Value, value);
                }
                return fields;
            default:
                throw new Unfit(MistakeKind.NotYaml, at, path);
        }
    }

    private static ParsingEvent Next(Parser parser) =>
        parser.MoveNext() ? parser.Current! : throw new InvalidOperationException("the file ends in the middle");

    // Parses unquoted text by the core schema of YAML 1.2.
    private static JsonNode? Plain(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when text.All(c => char.IsAsciiDigit(c) || c is '-' or '+')
                    && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(
                whole
            ),
            _ when text.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E')
                    && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };

    private sealed class Unfit(MistakeKind kind, ParsingEvent at, string path) : Exception
    {
        public Mistake Mistake { get; } =
            new(kind, at.Start.Line, at.Start.Column, path, kind == MistakeKind.TooDeep ? ListOf.From([$"{Deepest}"]) : []);
    }
}
