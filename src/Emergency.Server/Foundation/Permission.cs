using System.Reflection;
using Emergency.Domain;
using static Emergency.Domain.Role;

namespace Emergency.Server.Foundation;

/// <summary>Extent of a role's permission.</summary>
internal enum Reach
{
    No,

    /// <summary>Only incidents and tasks that the account is alerted or assigned to, while the task lasts.</summary>
    Assigned,

    /// <summary>Places that the account's scope covers.</summary>
    Scope,
}

/// <summary>
/// An act, named "noun.act" by routes and hub groups, and the roles that may do it; the permissions of a noun are declared in its folder.
/// Deny by default: a role that is not listed may not. tests/frozen/permissions.txt is the one table of them all.
/// </summary>
internal sealed class Permission(string name, Role[] scope, Role[]? assigned = null, bool inDrill = false)
{
    /// <summary>Every permission that a noun declares as a static field.</summary>
    public static IReadOnlyList<Permission> All => Gathered.Value;

    /// <summary>Finds a permission by name; throws where no noun declares it.</summary>
    public static Permission Named(string name) => All.Single(permission => permission.Name == name);

    private static readonly Lazy<IReadOnlyList<Permission>> Gathered = new(() =>
        [
            .. typeof(Permission)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Where(field => field.FieldType == typeof(Permission))
                .Select(field => (Permission)field.GetValue(null)!),
        ]
    );

    public string Name => name;

    /// <summary>
    /// Events that somebody with this permission can cause. For an event that several permissions can cause, one of them is enough.
    /// </summary>
    public IReadOnlyList<Type> Acts { get; init; } = [];

    /// <summary>
    /// True when the act can be done in a drill's realm. All others exist only in live: registers, accounts, records of reading, names in
    /// clear, and everything that leaves this installation.
    /// </summary>
    public bool InDrill => inDrill;

    /// <summary>Code of the problem for a request in a drill where the act exists only in live.</summary>
    public string LiveOnly { get; init; } = "realm.live-only";

    /// <summary>The roles that may do it in their whole scope, to be named to those who may not.</summary>
    public IReadOnlyList<Role> Who => [.. Enum.GetValues<Role>().Where(scope.Contains)];

    public Reach Of(Role role) =>
        scope.Contains(role) ? Reach.Scope
        : assigned?.Contains(role) == true ? Reach.Assigned
        : Reach.No;

    public override string ToString() => name;
}

/// <summary>Roles that are named together.</summary>
internal static class Roles
{
    public static readonly Role[] County = [CountyCommander, CountyDuty];
    public static readonly Role[] Committee = [Secretary, ChildDirector];
    public static readonly Role[] Chiefs = [GridChief, GroupLeader];
    public static readonly Role[] Lay = [BuildingChief, UnitChief, Responder, Volunteer];
}
