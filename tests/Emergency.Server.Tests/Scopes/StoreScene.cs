using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Scopes;

/// <summary>Things lent, on their way, and reserved, so that each act on a store has an object.</summary>
/// <param name="Given">From the community to its street; <paramref name="Coming"/> and <paramref name="Unwanted"/> the other way.</param>
internal sealed record StoreScene(Guid Loan, Guid Given, Guid Coming, Guid Unwanted, Guid Resource)
{
    private const string Here = $"/api/stores/{QuarterRegisters.Here}",
        Street = $"/api/stores/{QuarterRegisters.Street}";

    public static async Task<StoreScene> Play(Quarter quarter)
    {
        var (secretary, officer) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        var lot = $"{Here}/lots/{QuarterRegisters.Lot(QuarterRegisters.Here)}";
        await Made(secretary, $"{lot}/receive", new { quantity = 20 });
        var above = await Made(
            officer,
            $"{Street}/lots",
            new
            {
                name = "雨布",
                unit = "块",
                quantity = 9,
                location = "街道库",
            }
        );
        return new(
            await Made(
                secretary,
                $"{lot}/lend",
                new
                {
                    quantity = 2,
                    person = "何拟人",
                    until = "2036-01-01",
                }
            ),
            await Made(secretary, $"{lot}/give", new { quantity = 1, to = QuarterRegisters.Street }),
            await Made(officer, $"{Street}/lots/{above}/give", new { quantity = 1, to = QuarterRegisters.Here }),
            await Made(officer, $"{Street}/lots/{above}/give", new { quantity = 1, to = QuarterRegisters.Here }),
            await Made(
                secretary,
                $"{Here}/resources",
                new
                {
                    kind = "hall",
                    name = "礼堂",
                    unit = "样园小学",
                    place = "样路 1 号",
                }
            )
        );
    }

    private static async Task<Guid> Made(Api who, string path, object body) => (await who.Post(path, body)).Is(200)["id"].GetGuid();
}
