namespace Emergency.Testing.Postgres;

/// <summary>For tests: a PostgreSQL, or a skip with the reason.</summary>
public static class PostgresOrSkip
{
    /// <summary>Connection string of an empty database in the cluster that all tests of this process share.</summary>
    public static async Task<string> FreshDatabase()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        return await (await PostgresCluster.Shared).FreshDatabase();
    }

    /// <summary>A cluster for one test alone, which can stop it.</summary>
    public static async Task<PostgresCluster> OwnCluster(params string[] settings)
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        return await PostgresCluster.New(settings);
    }
}
