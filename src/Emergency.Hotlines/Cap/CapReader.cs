using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Emergency.Domain;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Cap;

/// <summary>
/// Reads CAP 1.2: strict about the names and the kind of a message, lenient about the rest: a wrong part is marked and passed over. Silent
/// about elements it does not know. No document type, no outside address, at most <see cref="Limit"/> characters and <see cref="Deepest"/>
/// levels, and no more corners than a map can show. Signatures are not checked: the caller decides from whom it takes a message.
/// </summary>
public static partial class CapReader
{
    public const string Namespace = "urn:oasis:names:tc:emergency:cap:1.2";
    public const int Limit = 10 * 1024 * 1024,
        Deepest = 32;
    private const int MostInfos = 50,
        MostAreas = 500,
        MostNamed = 500,
        MostReferences = 500,
        LongestName = 500,
        LongestText = 20_000,
        LongestReferences = 100_000;
    private static readonly XName Root = XName.Get("alert", Namespace);

    public static ParsedAlert Read(ReadOnlyMemory<byte> body)
    {
        var faults = new List<MessageFault>();
        if (CapSize.TooMuch(body.Span))
        {
            return new(null, [new("/", CapFaults.TooMany)], []);
        }
        if (Parse(body.ToArray(), faults) is not { } root)
        {
            return new(null, faults, []);
        }
        if (root.Name != Root)
        {
            return new(null, [new("/" + root.Name.LocalName, CapFaults.NotCap)], []);
        }
        var marks = new List<MessageFault>();
        var alert = Alert(new CapElement(root, "/alert", faults, marks));
        return faults.Count == 0 ? new(alert, [], marks) : new(null, faults, []);
    }

    private static XElement? Parse(byte[] body, List<MessageFault> faults)
    {
        try
        {
            // A first pass checks the depth: a tree is built only of a message that is not too deep.
            using (var look = Open(body))
            {
                while (look.Read())
                {
                    if (look.Depth <= Deepest)
                    {
                        continue;
                    }
                    faults.Add(new("/" + look.Name, CapFaults.TooDeep));
                    return null;
                }
            }
            using var reader = Open(body);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException broken)
        {
            faults.Add(new(FormattableString.Invariant($"line {broken.LineNumber}, column {broken.LinePosition}"), CapFaults.NotXml));
            return null;
        }
    }

    private static XmlReader Open(byte[] body) =>
        XmlReader.Create(
            new MemoryStream(body, writable: false),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = Limit,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
            }
        );

    private static CapAlert Alert(CapElement alert)
    {
        var type = alert.RequiredWord<CapMessageType>("msgType");
        var references = References(alert, alert.Text("references", LongestReferences));
        var infos = ListOf.From(alert.Children("info", MostInfos).Select(Info));
        // A cancellation has no content of its own; an alert or update must say of what it warns.
        if (type is CapMessageType.Alert or CapMessageType.Update && infos.Count == 0)
        {
            alert.Fault("info", Faults.Missing);
        }
        var sent = alert.RequiredTime("sent");
        return new(
            alert.Key("identifier", LongestName, blanks: true),
            alert.Key("sender", LongestName),
            sent,
            alert.RequiredWord<CapStatus>("status"),
            type,
            alert.ExpectedWord("scope", CapScope.Private),
            alert.Text("restriction", LongestText),
            alert.Text("note", LongestText),
            references,
            alert.Text("incidents", LongestText),
            Following(alert, sent, infos)
        );
    }

    // An end before the sending or before the beginning: somebody mistook a date, and the end is unknown.
    private static ListOf<CapInfo> Following(CapElement alert, DateTimeOffset sent, ListOf<CapInfo> infos)
    {
        if (infos.Sum(info => info.Areas.Sum(area => area.Polygons.Sum(ring => ring.Count))) > CapShapes.MostCornersOfAll)
        {
            alert.Fault(CapFaults.TooManyCorners);
        }
        return
        [
            .. infos.Select(
                (info, i) =>
                {
                    var fault =
                        info.Expires < sent ? CapFaults.ExpiresBeforeSent
                        : info.Expires < info.Effective || info.Expires < info.Onset ? CapFaults.ExpiresBeforeItBegins
                        : null;
                    if (fault is null)
                    {
                        return info;
                    }
                    alert.Mark(FormattableString.Invariant($"info[{i + 1}]/expires"), fault);
                    return info with { Expires = null };
                }
            ),
        ];
    }

    private static CapInfo Info(CapElement info)
    {
        var (effective, onset, expires) = (info.Time("effective"), info.Time("onset"), info.Time("expires"));
        return new(
            info.Text("language", LongestName) is { Length: > 0 } language ? language : "en-US",
            info.ExpectedWords<CapCategory>("category", MostNamed),
            info.Expected("event", LongestName),
            info.Words<CapResponse>("responseType", MostNamed),
            info.ExpectedWord("urgency", CapUrgency.Unknown),
            info.ExpectedWord("severity", CapSeverity.Unknown),
            info.ExpectedWord("certainty", CapCertainty.Unknown),
            Named(info, "eventCode"),
            effective,
            onset,
            expires,
            info.Text("senderName", LongestName),
            info.Text("headline", LongestText),
            info.Text("description", LongestText),
            info.Text("instruction", LongestText),
            info.Text("web", LongestText),
            info.Text("contact", LongestText),
            Named(info, "parameter"),
            ListOf.From(info.Children("area", MostAreas).Select(Area))
        );
    }

    private static CapArea Area(CapElement area) =>
        new(
            area.Expected("areaDesc", LongestText),
            [.. area.Children("polygon", MostNamed).Select(CapShapes.Polygon).OfType<ListOf<CapPoint>>()],
            [.. area.Children("circle", MostNamed).Select(CapShapes.Circle).OfType<CapCircle>()],
            Named(area, "geocode")
        );

    private static ListOf<CapNamed> Named(CapElement parent, string name) =>
        ListOf.From(
            parent
                .Children(name, MostNamed)
                .Select(one => new CapNamed(one.Expected("valueName", LongestName), one.Text("value", LongestText) ?? ""))
        );

    private static ListOf<CapReference> References(CapElement alert, string? text)
    {
        // An identifier can hold blanks, so the triples are searched for, not split.
        var found = Reference().Matches(text ?? "");
        if (found.Count > MostReferences)
        {
            alert.Fault("references", CapFaults.TooMany);
            return [];
        }
        var read = new List<CapReference>();
        var length = 0;
        foreach (Match one in found)
        {
            length += one.Value.Count(c => !char.IsWhiteSpace(c));
            if (CapElement.Instant(one.Groups["sent"].Value) is { } at)
            {
                read.Add(new(one.Groups["sender"].Value, one.Groups["identifier"].Value, at));
            }
            else
            {
                alert.Mark("references", CapFaults.NotAReference);
            }
        }
        // Characters between the triples name nothing that could be found.
        if (text is not null && length < text.Count(c => !char.IsWhiteSpace(c)))
        {
            alert.Mark("references", CapFaults.NotAReference);
        }
        return ListOf.From(read.Distinct());
    }

    [GeneratedRegex(
        @"(?<sender>[^\s,]+),(?<identifier>[^\s,](?:[^,\r\n]*[^\s,])?),(?<sent>[^\s,]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Reference();
}
