using Emergency.Domain.Orders;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Orders;

/// <summary>Permissions for orders, requests for goods and lists of matters.</summary>
internal static class OrderPermissions
{
    public static readonly Permission GoodsRead = new("goods.read", [.. Roles.County, StreetOfficer, .. Roles.Committee], inDrill: true);
    public static readonly Permission GoodsAnswer = new("goods.answer", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(GoodsGranted), typeof(GoodsRefused)],
    };
    public static readonly Permission Issue = new("order.issue", [.. Roles.County, Department, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(OrderIssued), typeof(OrderNumbered)],
    };
    public static readonly Permission Read = new(
        "order.read",
        [.. Roles.County, Department, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );

    /// <summary>Marks orders as seen and gives feedback: only the receiver's own people.</summary>
    public static readonly Permission See = new("order.see", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs], inDrill: true)
    {
        Acts = [typeof(OrderSeen), typeof(OrderFedBack)],
    };

    /// <summary>Decides on orders that a list has stopped, and reviews unlisted ones that passed.</summary>
    public static readonly Permission Approve = new("order.approve", [StreetOfficer], inDrill: true)
    {
        Acts = [typeof(OrderApproved), typeof(OrderRefused), typeof(OrderReviewed)],
    };

    /// <summary>Records a call by hand that was answered, or a visit by car.</summary>
    public static readonly Permission Reach = new("order.reach", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(ReceiverReached)],
    };
    public static readonly Permission ListsEdit = new("lists.edit", [CountyDuty, Operator]);

    /// <summary>Sees the lists of the account's own county with applications, refusals and stops.</summary>
    public static readonly Permission ListsRead = new(
        "lists.read",
        [.. Roles.County, Department, StreetOfficer, Operator, .. Roles.Committee]
    )
    {
        LiveOnly = "lists.live-only",
    };

    /// <summary>Applies for a routine matter on a list. A second person of the county decides.</summary>
    public static readonly Permission ListsApply = new("lists.apply", [.. Roles.County, Department, StreetOfficer])
    {
        LiveOnly = "lists.live-only",
        Acts = [typeof(MatterApplied)],
    };

    public static readonly Permission ListsDecide = new("lists.decide", [.. Roles.County])
    {
        LiveOnly = "lists.live-only",
        Acts = [typeof(MatterApproved), typeof(MatterRefused), typeof(MatterStopped), typeof(MatterTakenOff), typeof(ListsAdjusted)],
    };
}
