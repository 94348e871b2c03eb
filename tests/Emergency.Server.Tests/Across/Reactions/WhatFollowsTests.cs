using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Reactions;

/// <summary>The tables of tests/frozen/reactions as a whole.</summary>
public sealed class WhatFollowsTests(Borough town)
{
    [Fact]
    public void Each_reaction_stands_in_one_of_them()
    {
        var written = string.Concat(
            Directory.EnumerateFiles(Path.Combine(Material.Root, "tests", "frozen", "reactions"), "*.txt").Select(File.ReadAllText)
        );
        town.Service<IServiceProvider>()
            .GetServices<IReaction>()
            .Select(one => one.Name)
            .Where(name => !written.Contains($"  {name}: ", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
