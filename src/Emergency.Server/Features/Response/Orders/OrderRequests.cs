using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Orders;

/// <summary>An order to communities and streets of one county.</summary>
/// <param name="Issuer">government or command for the county's desk, department, street; follows from the role where it is left out.</param>
/// <param name="Matter">Code of a routine matter on the county's lists.</param>
/// <param name="Entrusted">True when a written entrustment, money and conditions come with it.</param>
/// <param name="UnreadSeconds">Seconds unseen after which a living person is called; 0 = never, at most a day. 600 where
/// it is left out.</param>
/// <param name="DeputySeconds">Seconds a call can stay unanswered before the deputy is called, and then somebody drives.
/// 300 where it is left out.</param>
/// <param name="Number">文号; can come later.</param>
internal sealed record NewOrder(
    IssuerKind? Issuer,
    ListOf<string>? Receivers,
    string? Text,
    IncidentId? Incident,
    string? Matter,
    bool? Entrusted,
    DateTimeOffset? Deadline,
    int? UnreadSeconds,
    int? DeputySeconds,
    string? Number = null
)
{
    private const int Most = 500,
        Day = 86_400;

    public static IReadOnlyList<string> Faults(NewOrder body)
    {
        var receivers = body.Receivers ?? [];
        return
        [
            .. Checks.Need(receivers.Count is >= 1 and <= Most, $"$.receivers: 1 to {Most}"),
            .. receivers.SelectMany(
                (code, i) => Checks.Need(code is { Length: 9 or 12 } && Divisions.IsCode(code), $"$.receivers[{i}]: 9 or 12 digits")
            ),
            .. Checks.Need(
                receivers.Select(code => Divisions.County(code)).Distinct(StringComparer.Ordinal).Count() < 2,
                "$.receivers: of one county"
            ),
            .. Checks.Text(body.Text, "$.text", 2_000, needed: true),
            .. Checks.Text(body.Matter, "$.matter", 40),
            .. Checks.Text(body.Number, "$.number", DocumentNumber.Longest),
            .. Checks.Need(body.UnreadSeconds is null or (>= 0 and <= Day), $"$.unreadSeconds: 0 to {Day}"),
            .. Checks.Need(body.DeputySeconds is null or (>= 1 and <= Day), $"$.deputySeconds: 1 to {Day}"),
        ];
    }
}

/// <summary>文号, as it stands on the document: 浉应指〔2026〕7号.</summary>
internal sealed record DocumentNumber(string? Number)
{
    public const int Longest = 60;
}

/// <summary>Receiver of the act; 9 or 12 digits.</summary>
internal sealed record AtReceiver(string? Receiver)
{
    public static IReadOnlyList<string> Faults(string? receiver) =>
        [.. Checks.Need(receiver is { Length: 9 or 12 } && Divisions.IsCode(receiver), "$.receiver: 9 or 12 digits")];
}

/// <summary>Feedback of a receiver.</summary>
internal sealed record NewFeedback(string? Receiver, string? Text);

/// <param name="Reason">Reason for which the street declines; the issuer gets it.</param>
internal sealed record NotTaken(string? Receiver, string? Reason);

/// <param name="Note">Note of the street's review of an unlisted matter.</param>
internal sealed record NewReview(string? Receiver, string? Note);

/// <summary>A call by hand that a living person answered.</summary>
/// <param name="Attempt">Number of the ring: 1 is the holder of the desk, 2 the deputy.</param>
internal sealed record HeardVoice(string? Receiver, int? Attempt);
