using Emergency.Domain.Communities;

namespace Emergency.Server.Features.People;

/// <summary>What rests on consent is looked at here, and nowhere else. A register's 是 or 否 is read as an answer about illness until the person, or who decides for them, has said another.</summary>
internal static class ConsentSight
{
    /// <summary>So many days before its term it is asked again.</summary>
    public const int SoonDays = 30;

    /// <summary>Of two answers of one day that which was written down last.</summary>
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
                // What a guardian has agreed to ends on the day the person decides.
                _ => said.Guardian is not null && !person.IsGuarded(today) ? ConsentState.OfAge
                : said.Until < today ? ConsentState.Over
                : ConsentState.Given,
            };

    /// <summary>Illness is shown with consent alone.</summary>
    public static bool AllowsIllness(this PersonKnown person, DateOnly today, ConsentUse use = ConsentUse.HealthCare) =>
        person.Consent(use, today) is ConsentState.Given or ConsentState.FileGiven;

    /// <summary>Photos of a person are kept and shown with consent alone: who was not asked has not agreed. Pictures of doors and things are something else.</summary>
    public static bool AllowsPhotos(this PersonKnown person, DateOnly today) =>
        person.Consent(ConsentUse.PhotoCare, today) is ConsentState.Given;

    /// <summary>Nobody has said yes or no to photos, nor taken a yes back.</summary>
    public static bool WasNotAskedOfPhotos(this PersonKnown person, DateOnly today) =>
        person.Consent(ConsentUse.PhotoCare, today) is ConsentState.NotAsked;

    /// <summary>Whether somebody has to be asked again: they came of age, or the term is over or nearly so.</summary>
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

    /// <summary>Who decides: the person, or a guardian where one does. Caregivers and contacts do not.</summary>
    public static ConsentDeciders Deciders(this PersonKnown person, DateOnly today) =>
        person.IsGuarded(today)
            ? new(true, [.. person.GuardiansOn(today).Where(one => one.Contact.Role is GuardianRoles.Guardian).Select(one => one.Id)])
            : new(false, []);
}
