using Emergency.Domain;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using YamlDotNet.RepresentationModel;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>A mapping of a YAML file while it is being read; its faults go to the file's findings with the line.</summary>
internal sealed class YamlPart(YamlNode node, List<Finding> findings)
{
    private readonly YamlMappingNode mapping = Mapping(node, findings);

    public int Line => LineOf(mapping);

    public void Reject(string field, string reason, int? line = null, string? detail = null) =>
        findings.Add(new(line ?? (Find(field) is { } found ? LineOf(found) : Line), Severity.Reject, field, reason, detail));

    public bool Has(string field) => Find(field) is not null;

    /// <summary>Rejects every other name: a misspelt member would be a step without its time.</summary>
    public void Only(params string[] members)
    {
        foreach (var (key, _) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !members.Contains(name, StringComparer.Ordinal))
            {
                findings.Add(
                    new(
                        LineOf(key),
                        Severity.Reject,
                        (key as YamlScalarNode)?.Value is { Length: <= 40 } shown ? shown : "?",
                        Reasons.UnknownMember
                    )
                );
            }
        }
    }

    public string Text(string field)
    {
        var text = TextOrNull(field) ?? "";
        if (text.Length == 0 && !findings.Exists(f => f.Field == field && f.Row == (Find(field) is { } found ? LineOf(found) : Line)))
        {
            Reject(field, Reasons.Missing);
        }
        return text;
    }

    public string? TextOrNull(string field)
    {
        switch (Find(field))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: <= Formats.Bounds.TextLength } text }:
                return Written.Text(PlainText.Of(text));
            default:
                Reject(field, Reasons.WrongForm);
                return null;
        }
    }

    public string OneOf(string field, HashSet<string> codes, string reason)
    {
        var code = Text(field);
        if (code.Length > 0 && !codes.Contains(code))
        {
            Reject(field, reason);
        }
        return code;
    }

    public IReadOnlyList<string> Texts(string field)
    {
        if (Find(field) is YamlScalarNode)
        {
            return Text(field) is { Length: > 0 } one ? [one] : [];
        }
        if (Find(field) is YamlSequenceNode { Children.Count: > 0 } all && all.All(c => c is YamlScalarNode { Value.Length: > 0 }))
        {
            return [.. all.Cast<YamlScalarNode>().Select(c => Written.Text(PlainText.Of(c.Value!)))];
        }
        Reject(field, Has(field) ? Reasons.WrongForm : Reasons.Missing);
        return [];
    }

    public YamlPart? Part(string field)
    {
        if (Find(field) is { } found)
        {
            return new(found, findings);
        }
        Reject(field, Reasons.Missing);
        return null;
    }

    public IEnumerable<YamlPart> Parts(string field)
    {
        if (Find(field) is YamlSequenceNode all)
        {
            return all.Children.Select(c => new YamlPart(c, findings));
        }
        Reject(field, Has(field) ? Reasons.WrongForm : Reasons.Missing);
        return [];
    }

    private YamlNode? Find(string field) => mapping.Children.TryGetValue(new YamlScalarNode(field), out var found) ? found : null;

    private static YamlMappingNode Mapping(YamlNode node, List<Finding> findings)
    {
        if (node is YamlMappingNode mapping)
        {
            return mapping;
        }
        findings.Add(new(LineOf(node), Severity.Reject, "file", Reasons.WrongForm));
        return [];
    }

    private static int LineOf(YamlNode node) => checked((int)node.Start.Line);
}
