using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Description;

/// <summary>Reasons why a message is not taken, in words for the developers of the other side.</summary>
public static class Reasons
{
    /// <summary>Reasons in the answer 401 hotline.signature.</summary>
    public static IReadOnlyList<(Verification Code, string Meaning)> Signature { get; } =
    [
        (Verification.IdMissing, $"No header {WebhookHeaders.IdName}, or several"),
        (Verification.IdUnfit, $"The id is longer than {WebhookVerifier.LongestId} characters or has others than visible ASCII"),
        (Verification.TimestampMissing, $"No header {WebhookHeaders.TimestampName}, or several"),
        (Verification.TimestampUnreadable, "Not whole seconds since 1970"),
        (Verification.SignatureMissing, $"No header {WebhookHeaders.SignatureName}, or several"),
        (Verification.SignatureWrong, "No signature fits id, timestamp and body with a secret of this line"),
        (Verification.SecretOver, "Signed with a secret that was replaced and whose time is over"),
        (Verification.TooOld, $"Signed rightly, more than {WebhookVerifier.Tolerance.TotalMinutes:0} minutes ago by our clock"),
        (Verification.TooNew, $"Signed rightly, more than {WebhookVerifier.Tolerance.TotalMinutes:0} minutes ahead of our clock"),
    ];

    /// <summary>Reasons in the answer 400 hotline.bad-message, each behind its path: "$.data.caseNumber: missing".</summary>
    public static IReadOnlyList<(string Code, string Meaning)> Message { get; } =
    [
        (Faults.NotJson, "Not JSON in UTF-8, or a member is given twice"),
        (Faults.Missing, "Must be there and is not, or is null"),
        (Faults.WrongKind, "Another kind of value: a number for a text, a text for a number"),
        (Faults.UnknownType, "No type of message"),
        (Faults.UnknownValue, "None of the codes"),
        (Faults.OutOfRange, "Below 0 or above the highest value"),
        (Faults.TooLong, "Longer than the member may be"),
        (Faults.Empty, "Empty, where it may not be"),
        (Faults.NotVisible, "A character that cannot be seen: space, control, format"),
        (Faults.NotATime, "Not ISO 8601"),
        (Faults.TimeWithoutZone, "A time without zone: write +08:00 or Z"),
        (Faults.NotAnId, "No UUID with hyphens"),
    ];
}
