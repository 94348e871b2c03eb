using System.Globalization;
using System.Text;
using System.Xml;

namespace Emergency.Hotlines.Cap;

/// <summary>Writes CAP 1.2 in the order of the schema, UTF-8. Characters XML cannot hold are left out.</summary>
public static class CapWriter
{
    public static byte[] Write(CapAlert alert)
    {
        using var bytes = new MemoryStream();
        using (
            var xml = XmlWriter.Create(
                bytes,
                new XmlWriterSettings
                {
                    Encoding = new UTF8Encoding(false),
                    Indent = true,
                    NewLineChars = "\n",
                }
            )
        )
        {
            xml.WriteStartElement("alert", CapReader.Namespace);
            Text(xml, "identifier", alert.Identifier);
            Text(xml, "sender", alert.Sender);
            Time(xml, "sent", alert.Sent);
            Text(xml, "status", alert.Status.ToString());
            Text(xml, "msgType", alert.Type.ToString());
            Text(xml, "scope", alert.Scope.ToString());
            Text(xml, "restriction", alert.Restriction);
            Text(xml, "note", alert.Note);
            if (alert.References.Count > 0)
            {
                Text(
                    xml,
                    "references",
                    string.Join(' ', alert.References.Select(one => $"{one.Sender},{one.Identifier},{Instant(one.Sent)}"))
                );
            }
            Text(xml, "incidents", alert.Incidents);
            foreach (var info in alert.Infos)
            {
                Info(xml, info);
            }
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Info(XmlWriter xml, CapInfo info)
    {
        xml.WriteStartElement("info", CapReader.Namespace);
        Text(xml, "language", info.Language);
        foreach (var category in info.Categories)
        {
            Text(xml, "category", category.ToString());
        }
        Text(xml, "event", info.Event);
        foreach (var response in info.Responses)
        {
            Text(xml, "responseType", response.ToString());
        }
        Text(xml, "urgency", info.Urgency.ToString());
        Text(xml, "severity", info.Severity.ToString());
        Text(xml, "certainty", info.Certainty.ToString());
        foreach (var code in info.EventCodes)
        {
            Named(xml, "eventCode", code);
        }
        Time(xml, "effective", info.Effective);
        Time(xml, "onset", info.Onset);
        Time(xml, "expires", info.Expires);
        Text(xml, "senderName", info.SenderName);
        Text(xml, "headline", info.Headline);
        Text(xml, "description", info.Description);
        Text(xml, "instruction", info.Instruction);
        Text(xml, "web", info.Web);
        Text(xml, "contact", info.Contact);
        foreach (var parameter in info.Parameters)
        {
            Named(xml, "parameter", parameter);
        }
        foreach (var area in info.Areas)
        {
            Area(xml, area);
        }
        xml.WriteEndElement();
    }

    private static void Area(XmlWriter xml, CapArea area)
    {
        xml.WriteStartElement("area", CapReader.Namespace);
        Text(xml, "areaDesc", area.Description);
        foreach (var polygon in area.Polygons)
        {
            Text(xml, "polygon", string.Join(' ', polygon.Select(Pair)));
        }
        foreach (var circle in area.Circles)
        {
            Text(xml, "circle", $"{Pair(circle.Centre)} {Number(circle.Kilometres)}");
        }
        foreach (var code in area.Geocodes)
        {
            Named(xml, "geocode", code);
        }
        xml.WriteEndElement();
    }

    private static void Named(XmlWriter xml, string name, CapNamed value)
    {
        xml.WriteStartElement(name, CapReader.Namespace);
        Text(xml, "valueName", value.Name);
        Text(xml, "value", value.Value);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string? text)
    {
        if (text is not null)
        {
            xml.WriteElementString(name, CapReader.Namespace, string.Concat(text.EnumerateRunes().Where(Writable)));
        }
    }

    private static void Time(XmlWriter xml, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            Text(xml, name, Instant(time));
        }
    }

    // Half of a pair of surrogates comes out as U+FFFD, which XML holds.
    private static bool Writable(Rune rune) => rune.Value >= 0x10000 || XmlConvert.IsXmlChar((char)rune.Value);

    // Whole seconds with a zone, as the schema's pattern wants it.
    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Pair(CapPoint point) => $"{Number(point.Lat)},{Number(point.Lon)}";

    // The schema's readers know no exponents.
    private static string Number(double number) =>
        number.ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal)
            ? number.ToString("F15", CultureInfo.InvariantCulture)
            : text;
}
