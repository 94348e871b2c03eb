using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Tests.Requests;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Tests can make passwords cost less, from within; the product never does.</summary>
public sealed class PasswordCostTests(BuiltProduct product) : IClassFixture<BuiltProduct>
{
    private const int Least = 210_000;

    [Fact]
    public void The_product_as_it_is_built_hashes_with_at_least_the_rounds_that_are_recommended()
    {
        Passwords.Rounds.ShouldBeGreaterThanOrEqualTo(Least);
        var passwords = product.App.Services.GetRequiredService<Passwords>();
        Passwords.RoundsOf(passwords.Hash("kettle-orchard-7")).ShouldBeGreaterThanOrEqualTo(Least);
    }

    [Fact]
    public void Unless_a_test_gives_fewer_rounds_every_way_into_the_product_takes_those()
    {
        foreach (
            var way in (System.Reflection.MethodBase[])
                [
                    typeof(Launching).GetMethod(nameof(Launching.Run))!,
                    typeof(Product).GetMethod(nameof(Product.Build))!,
                    typeof(Product).GetMethod(nameof(Product.Parts))!,
                    typeof(Passwords).GetConstructors().Single(),
                ]
        )
            way.GetParameters().Single(one => one.Name == "rounds").DefaultValue.ShouldBe(Passwords.Rounds, way.Name);
    }

    [Fact]
    public void No_setting_has_a_name_or_a_value_of_rounds()
    {
        File.ReadAllText(Path.Combine(Material.Root, "tests", "frozen", "settings.txt")).ShouldNotContain("rounds", Case.Insensitive);
        typeof(Settings)
            .GetProperties()
            .Select(one => one.Name)
            .ShouldNotContain(name => name.Contains("Rounds", StringComparison.Ordinal));
    }
}
