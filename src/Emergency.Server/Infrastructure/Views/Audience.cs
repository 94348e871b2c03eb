using System.Collections.Immutable;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// The groups that a change concerns, in two forms that must agree: a group is held exactly where it is among <see cref="Groups"/>.
/// </summary>
internal abstract record Audience
{
    public abstract IEnumerable<Group> Groups { get; }

    public abstract bool Holds(Group group);

    /// <summary>The division and every one above it: a watcher of a county gets changes of its communities.</summary>
    public static Audience Division(string realm, string code) => new AtAndAbove(realm, code);

    /// <summary>The registered divisions within a division, including itself.</summary>
    /// <param name="codes">The registered codes, in ordinal order.</param>
    public static Audience Within(string realm, string code, ImmutableSortedSet<string> codes) => new InAndBelow(realm, code, codes);

    public static Audience Only(Group group) => new One(group);

    private sealed record AtAndAbove(string Realm, string Code) : Audience
    {
        public override IEnumerable<Group> Groups => Parents(Code).Select(code => Group.Division(Realm, code));

        public override bool Holds(Group group) =>
            group.Kind == "division"
            && group.Realm == Realm
            && group.Id.Length is (12 or 9 or 6 or 4 or 2)
            && Code.StartsWith(group.Id, StringComparison.Ordinal);

        private static IEnumerable<string> Parents(string code) =>
            new[] { 12, 9, 6, 4, 2 }.Where(digits => code.Length >= digits).Select(digits => code[..digits]);
    }

    private sealed record InAndBelow(string Realm, string Code, ImmutableSortedSet<string> Codes) : Audience
    {
        public override IEnumerable<Group> Groups
        {
            get
            {
                var first = Codes.IndexOf(Code);
                for (var at = first < 0 ? ~first : first; at < Codes.Count && Codes[at].StartsWith(Code, StringComparison.Ordinal); at++)
                    yield return Group.Division(Realm, Codes[at]);
            }
        }

        public override bool Holds(Group group) =>
            group.Kind == "division"
            && group.Realm == Realm
            && group.Id.StartsWith(Code, StringComparison.Ordinal)
            && Codes.Contains(group.Id);
    }

    private sealed record One(Group Group) : Audience
    {
        public override IEnumerable<Group> Groups => [Group];

        public override bool Holds(Group group) => group == Group;
    }
}
