using System.Reflection;
using Emergency.Domain;
using static Emergency.Domain.Role;

namespace Emergency.Server.Foundation;

/// <summary>How far a role's permission reaches.</summary>
internal enum Reach
{
    No,

    /// <summary>Only what one is alerted or assigned to, during the task.</summary>
    Assigned,

    /// <summary>Places that one's scope covers.</summary>
    Scope,
}

/// <summary>
/// An act that routes and hub groups name, "noun.act", and who may do it; the permissions of a noun stand in its folder. Deny by default: a role
/// that is not listed may not. tests/frozen/permissions.txt is the one table of them all.
/// </summary>
internal sealed class Permission(string name, Role[] scope, Role[]? assigned = null, bool inDrill = false)
{
    /// <summary>Every permission that a noun declares as a static field.</summary>
    public static IReadOnlyList<Permission> All => Gathered.Value;

    /// <summary>Throws where no noun declares one of this name.</summary>
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

    /// <summary>Events that somebody with this permission can cause; of those that several cause, one is enough.</summary>
    public IReadOnlyList<Type> Acts { get; init; } = [];

    /// <summary>Whether it can be done in a drill's realm. All else is only of live: registers, accounts, records of reading, names in clear, and whatever leaves the house.</summary>
    public bool InDrill => inDrill;

    /// <summary>The problem of asking for it in a drill, where it is none of a drill's.</summary>
    public string LiveOnly { get; init; } = "realm.live-only";

    /// <summary>The roles that may do it in their whole scope, to be named to who may not.</summary>
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
