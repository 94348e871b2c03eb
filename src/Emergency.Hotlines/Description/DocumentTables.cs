using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Emergency.Hotlines.Description;

/// <summary>The tables of docs/hotlines.md, as Markdown, by the name of the section they stand in.</summary>
public static class DocumentTables
{
    public static IReadOnlyDictionary<string, string> All() =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["types"] = Table(
                "type | from | what it says",
                Catalogue.Messages.Select(shape =>
                    $"[`{shape.Type}`](hotlines/schemas/{shape.Type}.json) | {From(shape.Way)} | {shape.Meaning}"
                )
            ),
            ["envelope"] = Members([.. Catalogue.Envelope, new("data", MemberKind.Object, true, "What the type says, below")]),
            ["data"] =
                string.Join('\n', Catalogue.Messages.Select(shape => $"### {shape.Type}\n{Members(shape.Data)}")).TrimEnd('\n') + "\n",
            ["signature"] = Table(
                "reason | meaning",
                Reasons.Signature.Select(one => $"`{JsonNamingPolicy.KebabCaseLower.ConvertName(one.Code.ToString())}` | {one.Meaning}")
            ),
            ["faults"] = Table("code | meaning", Reasons.Message.Select(one => $"`{one.Code}` | {one.Meaning}")),
        };

    private static string From(Way way) =>
        way switch
        {
            Way.FromHotline => "hotline",
            Way.FromGateway => "gateway",
            Way.FromLoudspeakers => "platform",
            Way.ToHotline => "us, to the hotline",
            Way.ToLoudspeakers => "us, to the platform",
            Way.ToChat => "us, to the bridge",
            _ => "us, to the gateway",
        };

    private static string Members(IReadOnlyList<Member> members) =>
        Table(
            "member | must | kind | meaning",
            Flat(members, "")
                .Select(one => $"`{one.Path}` | {(one.Member.Required ? "yes" : "")} | {Kind(one.Member)} | {Meaning(one.Member)}")
        );

    private static IEnumerable<(string Path, Member Member)> Flat(IReadOnlyList<Member> members, string above) =>
        members.SelectMany(member => Flat(member.Members, $"{above}{member.Name}.").Prepend((above + member.Name, member)));

    private static string Kind(Member member) =>
        member.Kind switch
        {
            MemberKind.Text when member.Longest > 0 => $"text, up to {Number(member.Longest)}",
            MemberKind.Visible => $"text without spaces, 1 to {Number(member.Longest)}",
            MemberKind.Time => "time",
            MemberKind.Id => "UUID",
            MemberKind.Count when member.Most > 0 => $"whole number, 0 to {Number(member.Most)}",
            MemberKind.Count => "whole number",
            _ => $"{member.Kind}".ToLowerInvariant(),
        };

    private static string Meaning(Member member) =>
        member.Values.Count == 0 ? member.Meaning : $"{string.Join(' ', member.Values.Select(value => $"`{value}`"))}: {member.Meaning}";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Table(string head, IEnumerable<string> rows)
    {
        var text = new StringBuilder().Append("| ").Append(head).Append(" |\n|");
        text.Insert(text.Length, "---|", head.Split(" | ").Length).Append('\n');
        foreach (var row in rows)
            text.Append("| ").Append(row).Append(" |\n");
        return text.ToString();
    }
}
