using System.Globalization;
using Emergency.Server.Across.Imports.Reading.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>The documents of a YAML file, at most a megabyte, 16 levels deep, without aliases.</summary>
internal static class Yaml
{
    private const int Longest = 1_000_000,
        Deepest = 16;

    public static (IReadOnlyList<YamlNode>? Documents, FileFault? Fault) Read(string text)
    {
        if (text.Length > Longest)
        {
            return (null, new(Reasons.FileTooLarge));
        }
        try
        {
            if (Unfit(text) is { } line)
            {
                return (null, NotYaml(line));
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? (null, new(Reasons.FileEmpty)) : ([.. stream.Documents.Select(d => d.RootNode)], null);
        }
        catch (YamlException broken)
        {
            return (null, NotYaml(broken.Start.Line));
        }
        // The parser forgets itself over some broken files; all of it means the same.
        catch (Exception broken)
            when (broken is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            return (null, new(Reasons.NotYaml));
        }
    }

    // The tree is built by recursion: depth is counted on the flat events first.
    private static long? Unfit(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest || parser.Current is AnchorAlias)
            {
                return parser.Current.Start.Line;
            }
        }
        return null;
    }

    private static FileFault NotYaml(long line) => new(Reasons.NotYaml, string.Create(CultureInfo.InvariantCulture, $"line {line}"));
}
