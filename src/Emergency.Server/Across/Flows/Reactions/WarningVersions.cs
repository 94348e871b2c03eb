using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>Finds versions of a warning, which is often reissued: the older ones it replaced, and the newest.</summary>
internal static class WarningVersions
{
    private const int Deepest = 20;

    /// <summary>
    /// The newest version of a message, as far as it has come; for a message that warns of several things, its first part.
    /// </summary>
    public static WarningKnown? Newest(WarningsKnown warnings, string home, MessageKey by)
    {
        WarningKnown? newest = null;
        for (var depth = 0; depth < Deepest && warnings.Find(WarningKnown.IdOf(home, by)) is { State.Facts: not null } found; depth++)
        {
            newest = found;
            if (found.State is not { Stage: WarningStage.Replaced, Ended: { } ended })
                break;
            by = ended.By;
        }
        return newest;
    }

    /// <summary>The warning of an event, with the older versions it replaced.</summary>
    public static (WarningKnown? Warning, IReadOnlyList<WarningKnown> Earlier) Of(Happened happened, Known known)
    {
        var warnings = known.Of<WarningsKnown>(happened.Entity.Realm);
        if (warnings.Find(new(Guid.Parse(happened.Entity.Key))) is not { State.Facts: not null } warning)
            return (null, []);
        var chain = new List<WarningKnown> { warning };
        for (var i = 0; i < chain.Count && chain.Count < Deepest; i++)
            foreach (var key in chain[i].State.Facts!.References)
            foreach (var older in warnings.PartsOf(warning.Home, key))
                if (older.State is { Stage: WarningStage.Replaced, Facts: not null } && !chain.Exists(one => one.Id == older.Id))
                    chain.Add(older);
        return (warning, chain[1..]);
    }

    /// <summary>True when a place is still warned by another part of the same message: the end of one part is not its end.</summary>
    /// <param name="unread">True to count only parts that nobody at the desk has confirmed.</param>
    public static bool StillWarned(WarningsKnown warnings, WarningKnown warning, string code, bool unread = false) =>
        warnings
            .PartsOf(warning.Home, warning.State.Facts!.Key)
            .Any(part =>
                part.Id != warning.Id
                && part.Warns
                && part.State.Facts!.Touches(code)
                && !part.State.IsLiftedFor(code)
                && (!unread || part.State.ConfirmedAt is null)
            );
}
