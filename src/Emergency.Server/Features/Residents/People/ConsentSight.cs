using Emergency.Domain.People;

namespace Emergency.Server.Features.People;

/// <summary>
/// The only place that decides on data resting on consent. A register's 是 or 否 counts as an answer about illness until
/// the person, or the one who decides for them, has answered otherwise.
/// </summary>
internal static class ConsentSight
{
    /// <summary>Days before its end on which consent must be asked again.</summary>
    public const int SoonDays = 30;

    /// <summary>Newest answer about a use. Between two of the same day the later written one counts.</summary>
    public static ConsentKnown? Newest(this PersonKnown person, ConsentUse use)
    {
        ConsentKnown? newest = null;
        foreach (var one in person.Consents)
            if (one.Use == use && (newest is null || one.Day >= newest.Day))
                newest = one;
        return newest;
    }

    public static ConsentState Consent(this PersonKnown person, ConsentUse use, DateOnly today) =>
        person.Newest(use) is not { } said
            ? use != ConsentUse.HealthCare
                ? ConsentState.NotAsked
                : person.Sensitive.Consent switch
                {
                    true => ConsentState.FileGiven,
                    false => ConsentState.FileRefused,
                    null => ConsentState.NotAsked,
                }
            : said.Answer switch
            {
                ConsentAnswer.Refused => ConsentState.Refused,
                ConsentAnswer.Withdrawn => ConsentState.Withdrawn,
                // Consent by a guardian ends on the day from which the person decides.
                _ => said.Guardian is not null && !person.IsGuarded(today) ? ConsentState.OfAge
                : said.Until < today ? ConsentState.Over
                : ConsentState.Given,
            };

    /// <summary>True when illness can be shown, which needs consent.</summary>
    public static bool AllowsIllness(this PersonKnown person, DateOnly today, ConsentUse use = ConsentUse.HealthCare) =>
        person.Consent(use, today) is ConsentState.Given or ConsentState.FileGiven;

    /// <summary>
    /// True when photos of a person can be kept and shown, which needs consent: a person who was not asked has not agreed.
    /// Pictures of doors and things need none.
    /// </summary>
    public static bool AllowsPhotos(this PersonKnown person, DateOnly today) =>
        person.Consent(ConsentUse.PhotoCare, today) is ConsentState.Given;

    /// <summary>True when nobody has said yes or no to photos, nor withdrawn a yes.</summary>
    public static bool WasNotAskedOfPhotos(this PersonKnown person, DateOnly today) =>
        person.Consent(ConsentUse.PhotoCare, today) is ConsentState.NotAsked;

    /// <summary>True when consent must be asked again: the person came of age, or the term is over or nearly so.</summary>
    public static bool MustBeAsked(this PersonKnown person, DateOnly today)
    {
        if (person.Consents.Count == 0)
            return false;
        foreach (var use in Enum.GetValues<ConsentUse>())
            if (
                person.Consent(use, today) is var state
                && (
                    state is ConsentState.OfAge or ConsentState.Over
                    || (
                        state == ConsentState.Given
                        && person.Newest(use)!.Until is { } until
                        && until.DayNumber - today.DayNumber <= SoonDays
                    )
                )
            )
                return true;
        return false;
    }

    /// <summary>Deciders on consent: the person, or their guardians. Caregivers and contacts cannot decide.</summary>
    public static ConsentDeciders Deciders(this PersonKnown person, DateOnly today) =>
        person.IsGuarded(today)
            ? new(true, [.. person.GuardiansOn(today).Where(one => one.Contact.Role is GuardianRoles.Guardian).Select(one => one.Id)])
            : new(false, []);
}
