using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Scopes;

/// <summary>Permissions that each role is told, compared with the one table of permissions.</summary>
[Collection(nameof(Quarter))]
public sealed class MayTests(Quarter quarter)
{
    [Fact]
    public async Task Who_is_signed_in_is_told_what_they_may_as_the_table_of_permissions_says_it()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var told = (await (await quarter.As(role)).Get("/api/session")).Is(200);
            Names(told, "may").ShouldBe(Table(role.ToString()), $"{role} in the whole scope");
            Names(told, "mayAssigned").ShouldBe(Table($"{role} (assigned)"), $"{role} where assigned");
        }
    }

    private static string[] Names(Answer told, string member) => [.. told[member].EnumerateArray().Select(name => name.GetString()!)];

    private static string[] Table(string holder) =>
        [
            .. File.ReadLines(Path.Combine(Material.Root, "tests", "frozen", "permissions.txt"))
                .Select(line => line.Split(':', 2))
                .Where(line => line[1].Split(',', StringSplitOptions.TrimEntries).Contains(holder, StringComparer.Ordinal))
                .Select(line => line[0])
                .Order(StringComparer.Ordinal),
        ];
}
