using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.People;

/// <summary>
/// Legal ground on which each field of a record is kept and shown, as far as the asker sees the field.
/// <paramref name="Decides"/>: the person who decides on consent.
/// </summary>
internal sealed record ConsentsShown(
    PersonId PersonId,
    ConsentDecidesShown Decides,
    bool AskAgain,
    IReadOnlyList<BasisShown> Bases,
    long Position
);

/// <param name="Guarded">True when a guardian decides: for a minor, or where the lack of capacity is recorded.</param>
/// <param name="Guardians">Guardians who can decide; empty where none is recorded. A caregiver cannot.</param>
internal sealed record ConsentDecidesShown(bool Guarded, IReadOnlyList<DeciderShown> Guardians);

/// <param name="Name">Masked.</param>
internal sealed record DeciderShown(GuardianId GuardianId, string Name, string? Relation);

/// <param name="Article">Article of law; null for a local setting (本地设定).</param>
/// <param name="Sees">Roles that see it for this purpose.</param>
/// <param name="State">State of consent, where the use rests on consent.</param>
/// <param name="Guardian">True when a guardian answered.</param>
internal sealed record BasisShown(
    FieldGroup Fields,
    ConsentPurpose Purpose,
    LegalBasis Basis,
    string? Article,
    IReadOnlyList<Role> Sees,
    ConsentUse? Use,
    ConsentState? State,
    DateOnly? Day,
    DateOnly? Until,
    bool Guardian,
    AttachmentId? Paper
);

/// <summary>
/// An answer on a notice or by mouth. A consent needs <paramref name="Paper"/> (a file of the person) or
/// <paramref name="Witness"/>; a withdrawal needs neither.
/// </summary>
internal sealed record NewConsent(
    ConsentAnswer? Answer,
    IReadOnlyList<ConsentUse>? Uses,
    DateOnly? Day = null,
    DateOnly? Until = null,
    GuardianId? Guardian = null,
    AttachmentId? Paper = null,
    string? Witness = null,
    string? Explained = null
)
{
    public static IReadOnlyList<string> Faults(NewConsent body) =>
        [
            .. Checks.Need(body.Answer is not null, "$.answer: given, refused or withdrawn"),
            .. Checks.Need(body.Uses is { Count: >= 1 and <= 9 }, "$.uses: one at least"),
            .. Checks.Need(body.Until is null || body.Answer == ConsentAnswer.Given, "$.until: of what is given"),
            .. Checks.Text(body.Witness, "$.witness", 100),
            .. Checks.Text(body.Explained, "$.explained", 100),
        ];
}
