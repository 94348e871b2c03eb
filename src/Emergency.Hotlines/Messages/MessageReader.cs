using System.Text.Json;
using System.Text.Unicode;
using Emergency.Domain;

namespace Emergency.Hotlines.Messages;

/// <summary>
/// Reads {id, type, source, time, data}: strict about the members we need, lenient about the rest. Unknown members are ignored, a strange
/// location is marked, an unknown category becomes "other", a title that is too long is cut and stands whole in the description; every
/// other fault is listed at once.
/// </summary>
public static class MessageReader
{
    public const int LongestId = 128,
        LongestSource = 64,
        LongestCaseNumber = 64,
        LongestTitle = 200,
        LongestText = 4_000,
        LongestName = 64,
        LongestPhone = 32,
        LongestReference = 128,
        MostPersons = 1_000_000,
        MostMinutes = 1_440;

    // Two members of one name would let a signer and a reader see different messages.
    private static readonly JsonDocumentOptions strict = new() { AllowDuplicateProperties = false };

    /// <summary>Categories by code; any other text is taken as "other".</summary>
    public static IReadOnlyList<string> Categories { get; } =
    ["fire", "flood", "geological", "gas", "traffic", "medical", "missing", "public-order", "power", "epidemic", "weather", "other"];

    public static ParsedMessage Read(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        if (document is null)
        {
            return new(null, [new("$", Faults.NotJson)]);
        }
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? Read(document.RootElement)
            : new(null, [new("$", Faults.WrongKind)]);
    }

    // The parser checks bytes only when asked for text, and fails on a name with half a surrogate pair.
    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return null;
        }
        try
        {
            return JsonDocument.Parse(body, strict);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ParsedMessage Read(JsonElement root)
    {
        var faults = new List<MessageFault>();
        var message = new Members(root, "$", faults);
        string id = message.Visible("id", LongestId),
            type = message.Required("type", LongestSource),
            source = message.Required("source", LongestSource);
        if (message.Find("source") is { } given && Members.Words(given) is { } words && PlainText.Of(words).Length == 0)
        {
            message.Fault("source", Faults.Empty);
        }
        var time = message.RequiredTime("time");
        var data = message.RequiredObject("data");
        var content = data is null ? null : Content(type, data, message);
        return faults.Count == 0 ? new(new(id, source, time, content!), []) : new(null, faults);
    }

    private static HotlineContent? Content(string type, Members data, Members message)
    {
        switch (type)
        {
            case MessageTypes.CaseCreated:
                return Created(data);
            case MessageTypes.CaseUpdated:
                return Updated(data);
            case MessageTypes.CaseCancelled:
                return new CaseCancelled(Number(data), data.Text("reason", LongestText), data.Time("at"));
            case MessageTypes.HandoverAccepted:
            {
                var (id, reference, at, text) = Answer(data);
                return new HandoverAccepted(id, reference, at, text);
            }
            case MessageTypes.HandoverProgressed:
            {
                var (id, reference, at, text) = Answer(data);
                return new HandoverProgressed(id, reference, at, text);
            }
            case MessageTypes.HandoverCompleted:
            {
                var (id, reference, at, text) = Answer(data);
                return new HandoverCompleted(id, reference, at, text);
            }
            case MessageTypes.HandoverReturned:
            {
                var (id, reference, at, text) = Answer(data);
                var cause = data.Text("reason", LongestText);
                return new HandoverReturned(id, reference, Cause(cause), cause, at, text, data.Count("minutes", MostMinutes));
            }
            default:
                if (message.Find("type") is { } given && Members.Words(given) is { Length: <= LongestSource })
                {
                    message.Fault("type", Faults.UnknownType);
                }
                return null;
        }
    }

    private static CaseCreated Created(Members data)
    {
        // A caller who could only say where it burns is helped too.
        var (title, description) = Told(data.Text("title", int.MaxValue), data.Text("description", int.MaxValue));
        return new(
            Number(data),
            Category(data.Required("category", LongestTitle)),
            title ?? "",
            description ?? "",
            data.RequiredTime("receivedAt"),
            Caller(data),
            PlaceReader.Read(data),
            Casualties(data),
            Priority(data, required: true) ?? CasePriority.Life
        );
    }

    private static CaseUpdated Updated(Members data)
    {
        var (title, description) = Told(data.Text("title", int.MaxValue), data.Text("description", int.MaxValue));
        return new(
            Number(data),
            data.Text("category", LongestTitle) is { } category ? Category(category) : null,
            title,
            description,
            Caller(data),
            PlaceReader.Speaks(data) ? PlaceReader.Read(data) : null,
            Casualties(data),
            Priority(data, required: false)
        );
    }

    // A case is not refused for a long title: the title is cut for the list and stands whole before the description.
    private static (string? Title, string? Description) Told(string? title, string? description)
    {
        if (title is not { Length: > LongestTitle })
        {
            return (title, description);
        }
        var end = char.IsHighSurrogate(title[LongestTitle - 2]) ? LongestTitle - 2 : LongestTitle - 1;
        return ($"{title[..end]}…", string.IsNullOrEmpty(description) ? title : $"{title}\n{description}");
    }

    private static string Number(Members data) => data.Visible("caseNumber", LongestCaseNumber);

    private static CaseCategory Category(string written) =>
        new(Categories.Contains(written, StringComparer.Ordinal) ? written : "other", written);

    private static CasePriority? Priority(Members data, bool required)
    {
        var written = required ? data.Required("priority", LongestSource) : data.Text("priority", LongestSource);
        switch (written)
        {
            case "life":
                return CasePriority.Life;
            case "urgent":
                return CasePriority.Urgent;
            case "normal":
                return CasePriority.Normal;
            default:
                if (data.Find("priority") is { } given && Members.Words(given) is { Length: <= LongestSource })
                {
                    data.Fault("priority", Faults.UnknownValue);
                }
                return null;
        }
    }

    private static Caller? Caller(Members data) =>
        data.Object("caller") is { } caller ? new(caller.Text("name", LongestName), Dialable(caller.Text("phone", LongestPhone))) : null;

    /// <summary>Signs of a phone number that can be dialled: it goes on into links and to partners. Null where there are none.</summary>
    private static string? Dialable(string? phone) =>
        phone is null ? null
        : string.Concat(phone.Where(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or '*' or '#')) is { Length: > 0 } number
            ? number
        : null;

    private static Casualties? Casualties(Members data) =>
        data.Object("casualties") is { } persons
            ? new(persons.Count("dead", MostPersons), persons.Count("injured", MostPersons), persons.Count("trapped", MostPersons))
            : null;

    private static (Guid Id, string? Reference, DateTimeOffset At, string? Text) Answer(Members data) =>
        (data.RequiredId("handoverId"), data.Text("reference", LongestReference), data.RequiredTime("at"), data.Text("text", LongestText));

    private static ReturnCause Cause(string? written) =>
        written switch
        {
            "duplicate" => ReturnCause.Duplicate,
            "not-ours" => ReturnCause.NotOurs,
            "incomplete" => ReturnCause.Incomplete,
            "no-vehicle" => ReturnCause.NoVehicle,
            _ => ReturnCause.Other,
        };
}
