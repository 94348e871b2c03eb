using Emergency.Domain;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.Duplicates;

/// <summary>A field that can be taken from the dissolved record. Needs and kinds of both stay in any case.</summary>
internal enum MergeField
{
    Name,
    Sex,
    Born,
    IdNumber,
    Door,
    Phones,
    Consent,
    Checked,
}

/// <param name="Merged">Records that were dissolved into another, and can be parted again.</param>
internal sealed record DuplicatesPage(IReadOnlyList<DuplicateShown> Items, int Total, IReadOnlyList<MergedShown> Merged, long Position);

/// <param name="Same">Fields that are equal on both sides.</param>
/// <param name="Waits">Reason why the two cannot be merged now: another community, a running incident, a case of care.</param>
internal sealed record DuplicateShown(
    DuplicateSide One,
    DuplicateSide Other,
    IReadOnlyList<Likeness> By,
    IReadOnlyList<MergeField> Same,
    MergeWaits? Waits
);

internal enum MergeWaits
{
    OtherCommunity,
    AtDoors,
    InCare,
}

/// <summary>A record, masked. A child whom the asker may not see by name is shown with door and age only.</summary>
/// <param name="Born">Year of birth.</param>
internal sealed record DuplicateSide(
    PersonId PersonId,
    string Community,
    string CommunityName,
    string Name,
    bool Minor,
    int? Age,
    string? Sex,
    int? Born,
    string? IdNumber,
    DoorShown Door,
    IReadOnlyList<string> Phones,
    IReadOnlyList<string>? Kinds,
    IReadOnlyList<string> Needs,
    bool? Consent,
    DateOnly? CheckedOn,
    string? Register,
    int Guardians
);

internal sealed record MergedShown(DuplicateSide Gone, DuplicateSide Into, DateOnly Day);

/// <param name="Gone">The record that is dissolved.</param>
/// <param name="FromGone">Fields that are taken from it.</param>
internal sealed record NewPersonMerge(PersonId? Gone, IReadOnlyList<MergeField>? FromGone = null, string? Why = null)
{
    public static IReadOnlyList<string> Faults(NewPersonMerge body) =>
        [.. Checks.Need(body.Gone is not null, "$.gone: the other record"), .. Checks.Text(body.Why, "$.why", 300)];
}

internal sealed record NewApart(PersonId? Other)
{
    public static IReadOnlyList<string> Faults(NewApart body) => [.. Checks.Need(body.Other is not null, "$.other: the other record")];
}

internal sealed record MergeDone(PersonId PersonId, long Position);

internal static class DuplicateMasks
{
    /// <summary>The last four characters (尾号) and nothing before them.</summary>
    public static string Tail(string text) => text.Length <= 4 ? "****" : $"…{text[^4..]}";

    public static IReadOnlyList<MergeField> Same(PersonKnown one, PersonKnown other) =>
        [
            .. new[]
            {
                (MergeField.Name, one.Contact.Name == other.Contact.Name),
                (MergeField.Sex, one.Contact.Sex == other.Contact.Sex),
                (MergeField.Born, one.Listed.Born == other.Listed.Born && one.Sensitive.BornIn == other.Sensitive.BornIn),
                (MergeField.IdNumber, one.Sensitive.IdNumber == other.Sensitive.IdNumber),
                (MergeField.Door, ResidentsQuery.DoorOf(one) == ResidentsQuery.DoorOf(other)),
                (MergeField.Phones, one.Contact.Phones == other.Contact.Phones),
                (MergeField.Consent, one.Sensitive.Consent == other.Sensitive.Consent),
                (MergeField.Checked, one.Listed.CheckedOn == other.Listed.CheckedOn),
            }
                .Where(field => field.Item2)
                .Select(field => field.Item1),
        ];

    /// <param name="named">True when the asker's role may see children by name.</param>
    public static DuplicateSide Side(PersonKnown one, string community, DateOnly today, bool named)
    {
        var minor = one.IsMinor(today);
        var hidden = minor && !named;
        return new(
            one.Id,
            one.Community,
            community,
            minor ? "" : Masks.Name(one.Contact.Name),
            minor,
            ResidentsQuery.AgeOfChild(one, today),
            hidden ? null : one.Contact.Sex,
            hidden ? null : one.Listed.Born?.Year ?? one.Sensitive.BornIn,
            hidden || one.Sensitive.IdNumber is not { } number ? null : Tail(number),
            ResidentsQuery.DoorOf(one),
            hidden ? [] : [.. one.Contact.Phones.Select(Tail)],
            hidden ? null : [.. one.KindsOn(today)],
            one.Listed.Needs,
            hidden ? null
                : one.Consents.Count == 0 ? one.Sensitive.Consent
                : one.AllowsIllness(today),
            one.Listed.CheckedOn,
            hidden ? null : one.Sensitive.Register,
            one.Guardians.Count
        );
    }
}
