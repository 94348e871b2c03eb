using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>A care case opened by hand, for a person found outside a door check.</summary>
/// <param name="Community">Community in which the person is now, 12 digits.</param>
/// <param name="HarmSuspected">If true, 110 and civil affairs are told at once (未保法 11).</param>
internal sealed record NewCare(PersonId? Person, string? Community, IncidentId? Incident, bool? HarmSuspected)
{
    public static IReadOnlyList<string> Faults(NewCare body) =>
        [
            .. Checks.Need(body.Person is not null, "$.person: needed"),
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
        ];
}

/// <summary>The adult who is with the person now.</summary>
internal sealed record NamedAdult(string? Name, string? Phone, string? Relation)
{
    public static IReadOnlyList<string> Faults(NamedAdult body) =>
        [
            .. Checks.Text(body.Name, "$.name", 100, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Text(body.Relation, "$.relation", 40),
        ];
}

/// <summary>Carer, place and first day of the care in Asia/Shanghai (today where it is left out).</summary>
/// <param name="Know">Facts for the carer: food, medicine, school.</param>
internal sealed record Arrangement(
    string? Carer,
    string? Phone,
    string? Where,
    DateOnly? Since,
    DateTimeOffset? Until = null,
    string? Know = null
)
{
    public static IReadOnlyList<string> Faults(Arrangement body) =>
        [
            .. Checks.Text(body.Know, "$.know", 500),
            .. Checks.Text(body.Carer, "$.carer", 100, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Text(body.Where, "$.where", 200, needed: true),
        ];
}

/// <summary>A daily check; today in Asia/Shanghai where the day is left out.</summary>
/// <param name="Worries">Topics that gave cause for concern.</param>
internal sealed record DailyCheck(DateOnly? Day, string? Note, CareMeans? Means = null, IReadOnlyList<CareTopic>? Worries = null)
{
    public static IReadOnlyList<string> Faults(DailyCheck body, DateOnly today) =>
        [.. Checks.Need(body.Day is null || body.Day <= today, "$.day: not in the future"), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>An offer: receiver, place and time; sent as 交接单.</summary>
/// <param name="Know">Facts that the receiver must know, line by line.</param>
/// <param name="Entrusted">True when the parents' written entrustment is present (未保法 22).</param>
internal sealed record NewOffer(
    CareExit? Exit,
    string? Receiver,
    string? Phone,
    string? Where,
    DateTimeOffset? When,
    string? Know,
    bool? Entrusted
)
{
    public static IReadOnlyList<string> Faults(NewOffer body) =>
        [
            .. Checks.Need(body.Exit is not null, "$.exit: one of the exits"),
            .. Checks.Text(body.Receiver, "$.receiver", 200, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
            .. Checks.Text(body.Where, "$.where", 200),
            .. Checks.Text(body.Know, "$.know", 500),
        ];
}

/// <summary>A signature on paper, with a witness or a picture of it.</summary>
internal sealed record PaperSigned(string? Witness, AttachmentId? Photo)
{
    public static IReadOnlyList<string> Faults(PaperSigned body) => [.. Checks.Text(body.Witness, "$.witness", 100)];
}

/// <summary>A question to civil affairs.</summary>
internal sealed record NewAsk(CareAskOf? Of, string? Why, DateTimeOffset? Before)
{
    public static IReadOnlyList<string> Faults(NewAsk body) =>
        [
            .. Checks.Need(body.Of is not null, "$.of: guardianship, opinion or discharge"),
            .. Checks.Text(body.Why, "$.why", 500, needed: true),
        ];
}

/// <summary>An answer of civil affairs, with the reason.</summary>
internal sealed record CivilAnswer(bool? Yes, string? Text)
{
    public static IReadOnlyList<string> Faults(CivilAnswer body) =>
        [.. Checks.Need(body.Yes is not null, "$.yes: true or false"), .. Checks.Text(body.Text, "$.text", 500, needed: true)];
}

/// <summary>Words beside an act.</summary>
internal sealed record CareWords(string? Text)
{
    public static IReadOnlyList<string> Faults(CareWords body, bool needed) => [.. Checks.Text(body.Text, "$.text", 500, needed)];
}

/// <summary>The exit of an ended case, and the person who has taken over; the offer's receiver where none is named.</summary>
internal sealed record Ending(CareExit? Exit, string? Receiver, string? Phone)
{
    public static IReadOnlyList<string> Faults(Ending body) =>
        [
            .. Checks.Need(body.Exit is not null, "$.exit: one of the exits"),
            .. Checks.Text(body.Receiver, "$.receiver", 200, needed: true),
            .. Checks.Text(body.Phone, "$.phone", 40),
        ];
}
