using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;

namespace Emergency.Server.Features.Drills;

/// <summary>Starts commands on a drill.</summary>
internal static class DrillActs
{
    public static ActOn<DrillKnown> OnDrill(this Act act, Guid id, Permission permission) =>
        act.On<DrillKnown>(id, permission, drill => Entities.Drill(drill.Id), drill => new Place(drill.Facts.Communities[0]));

    /// <summary>Command on a drill by somebody who can lead drills of its form in all its communities.</summary>
    public static ActOn<DrillKnown> Leading(this Act act, Guid id) =>
        act.OnDrill(id, DrillPermissions.Lead) with
        {
            Against = drill => DrillSight.MayLead(act.Asked, drill.Facts.Form, drill.Facts.Communities),
        };
}
