using Emergency.Domain;
using Emergency.Domain.People;

namespace Emergency.Server.Features.People;

/// <summary>
/// An answer of a person about a use of data. <paramref name="Person"/>: the record for which it was given, which
/// another record may have joined since.
/// </summary>
internal sealed record ConsentKnown(
    PersonId Person,
    ConsentUse Use,
    ConsentAnswer Answer,
    GuardianId? Guardian,
    DateOnly Day,
    DateOnly? Until,
    AttachmentId? Paper
);

/// <summary>State of consent to a use on a day: 没有问过, 名册写着同意 / 不同意, 同意, 不同意, 撤回, 到期, 成年后要再问.</summary>
internal enum ConsentState
{
    NotAsked,
    FileGiven,
    FileRefused,
    Given,
    Refused,
    Withdrawn,
    Over,
    OfAge,
}
