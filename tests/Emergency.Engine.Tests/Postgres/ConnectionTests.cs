using Emergency.Engine.Storage.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Postgres;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("Host=a;Database=e")]
    [InlineData("Host=a;Database=e;Maximum Pool Size=100")]
    [InlineData("Host=a;Database=e;Maximum Pool Size=2")]
    public void A_node_takes_no_more_connections_than_is_said(string journal) =>
        new NpgsqlConnectionStringBuilder(PostgresSource.Said(journal)).MaxPoolSize.ShouldBe(PostgresSource.Pool);
}
