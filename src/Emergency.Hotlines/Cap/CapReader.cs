using System.Xml;
using System.Xml.Linq;
using Emergency.Domain;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Cap;

/// <summary>Reads CAP 1.2: strict about what the standard asks for, silent about elements it does not know. No document type, no outside address, at most <see cref="Limit"/> characters and <see cref="Deepest"/> levels, and no more corners than a map can show. Dates must follow one another. Signatures are not checked: who may bring a message is asked of whoever brings it.</summary>
public static class CapReader
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
            return new(null, [new("/", CapFaults.TooMany)]);
        }
        if (Parse(body.ToArray(), faults) is not { } root)
        {
            return new(null, faults);
        }
        if (root.Name != Root)
        {
            return new(null, [new("/" + root.Name.LocalName, CapFaults.NotCap)]);
        }
        var alert = Alert(new CapElement(root, "/alert", faults));
        return faults.Count == 0 ? new(alert, []) : new(null, faults);
    }

    private static XElement? Parse(byte[] body, List<MessageFault> faults)
    {
        try
        {
            // Looked through first: a tree is built only of what is not too deep.
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
        // What only takes back says nothing of its own; what warns must say of what.
        if (type is CapMessageType.Alert or CapMessageType.Update && infos.Count == 0)
        {
            alert.Fault("info", Faults.Missing);
        }
        if (type is CapMessageType.Cancel && references.Count == 0)
        {
            alert.Fault("references", Faults.Missing);
        }
        var sent = alert.RequiredTime("sent");
        Follow(alert, sent, infos);
        return new(
            alert.Key("identifier", LongestName),
            alert.Key("sender", LongestName),
            sent,
            alert.RequiredWord<CapStatus>("status"),
            type,
            alert.RequiredWord<CapScope>("scope"),
            alert.Text("restriction", LongestText),
            alert.Text("note", LongestText),
            references,
            alert.Text("incidents", LongestText),
            infos
        );
    }

    // What is over before it was sent, or before it begins, warns nobody: somebody mistook a date.
    private static void Follow(CapElement alert, DateTimeOffset sent, ListOf<CapInfo> infos)
    {
        for (var i = 0; i < infos.Count; i++)
        {
            var (info, at) = (infos[i], FormattableString.Invariant($"info[{i + 1}]/expires"));
            if (info.Expires < sent)
            {
                alert.Fault(at, CapFaults.ExpiresBeforeSent);
            }
            else if (info.Expires < info.Effective || info.Expires < info.Onset)
            {
                alert.Fault(at, CapFaults.ExpiresBeforeItBegins);
            }
        }
        if (infos.Sum(info => info.Areas.Sum(area => area.Polygons.Sum(ring => ring.Count))) > CapShapes.MostCornersOfAll)
        {
            alert.Fault(CapFaults.TooManyCorners);
        }
    }

    private static CapInfo Info(CapElement info)
    {
        var (effective, onset, expires) = (info.Time("effective"), info.Time("onset"), info.Time("expires"));
        return new(
            info.Text("language", LongestName) is { Length: > 0 } language ? language : "en-US",
            info.RequiredWords<CapCategory>("category", MostNamed),
            info.Required("event", LongestName),
            info.Words<CapResponse>("responseType", MostNamed),
            info.RequiredWord<CapUrgency>("urgency"),
            info.RequiredWord<CapSeverity>("severity"),
            info.RequiredWord<CapCertainty>("certainty"),
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
            area.Required("areaDesc", LongestText),
            ListOf.From(area.Children("polygon", MostNamed).Select(CapShapes.Polygon)),
            ListOf.From(area.Children("circle", MostNamed).Select(CapShapes.Circle)),
            Named(area, "geocode")
        );

    private static ListOf<CapNamed> Named(CapElement parent, string name) =>
        ListOf.From(
            parent
                .Children(name, MostNamed)
                .Select(one => new CapNamed(one.Required("valueName", LongestName), one.Text("value", LongestText) ?? ""))
        );

    private static ListOf<CapReference> References(CapElement alert, string? text)
    {
        var words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostReferences)
        {
            alert.Fault("references", CapFaults.TooMany);
            return [];
        }
        var read = new List<CapReference>();
        foreach (var word in words)
        {
            if (word.Split(',') is [{ Length: > 0 } sender, { Length: > 0 } identifier, var sent] && CapElement.Instant(sent) is { } at)
            {
                read.Add(new(sender, identifier, at));
            }
            else
            {
                alert.Fault("references", CapFaults.NotAReference);
                break;
            }
        }
        return ListOf.From(read.Distinct());
    }
}
